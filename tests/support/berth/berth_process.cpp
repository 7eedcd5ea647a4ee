// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/berth/berth_process.h"

#include "support/process/echo_process.h"
#include "support/process/run_task.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <stdexcept>

#include <signal.h>

namespace berth::test {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;

namespace {

constexpr std::chrono::seconds callTimeout{30};

net::HttpRequest makeRequest(const std::string &method, const std::string &target,
                             const base::Json &body)
{
    net::HttpRequest request;
    request.method = method;
    request.target = target;
    if (!body.is_null()) {
        request.headers.set("Content-Type", "application/json");
        request.body = base::toText(body);
    }
    return request;
}

asio::awaitable<bool> readUntil(net::HttpClient &client, const std::function<bool()> &begin,
                                const std::function<bool(const net::SseEvent &)> &wanted)
{
    net::HttpRequest request;
    request.target = "/v1/events";
    request.headers.set("Accept", "text/event-stream");
    auto stream = co_await client.open(std::move(request), callTimeout);
    if (!stream) {
        throw std::runtime_error("GET /v1/events: " + stream.error().message);
    }
    if (begin()) {
        co_return true;
    }
    net::SseParser parser;
    while (true) {
        while (const auto event = parser.next()) {
            if (wanted(*event)) {
                co_return true;
            }
        }
        auto bytes = co_await (*stream)->read();
        if (!bytes || bytes->empty()) {
            co_return false;
        }
        parser.feed(*bytes);
    }
}

asio::awaitable<bool> within(asio::awaitable<bool> work, std::chrono::milliseconds timeout)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, timeout);
    auto outcome = co_await (std::move(work) || timer.async_wait(asio::use_awaitable));
    co_return outcome.index() == 0 && std::get<0>(outcome);
}

} // namespace

BerthProcess::BerthProcess(std::filesystem::path profile,
                           std::map<std::string, std::string> environment,
                           std::vector<std::string> arguments)
    : m_profile(std::move(profile))
    , m_environment(std::move(environment))
    , m_arguments(std::move(arguments))
{
    start();
}

BerthProcess::~BerthProcess()
{
    if (m_process) {
        m_process->signal(SIGTERM);
        m_process->wait();
    }
}

void BerthProcess::start()
{
    std::vector<std::string> command = {builtProgram("berth"), "--headless", "--profile",
                                        m_profile.string()};
    command.insert(command.end(), m_arguments.begin(), m_arguments.end());
    m_process = std::make_unique<ChildProcess>(command, m_environment);
    const auto line = m_process->readLine(ChildProcess::Stream::Output);
    const auto ready = base::parseJson(line.value_or(""));
    if (!ready || !ready->value("ready", false)) {
        m_process->signal(SIGTERM);
        throw std::runtime_error(
            "berth --headless did not become ready: " +
            m_process->readAll(ChildProcess::Stream::Error, Milliseconds(2000)));
    }
    m_gateway = base::stringOr(*ready, "gateway");
    m_ready = *ready;
}

void BerthProcess::crash()
{
    m_process->signal(SIGKILL);
    m_process->wait();
}

void BerthProcess::restart()
{
    m_process.reset();
    start();
}

BerthProcess::Answer BerthProcess::call(const std::string &method, const std::string &target,
                                        const base::Json &body)
{
    net::HttpClient client(m_context.get_executor(), net::Endpoint::unixSocket(socket()));
    auto response =
        runTask(m_context, client.request(makeRequest(method, target, body), callTimeout));
    if (!response) {
        throw std::runtime_error(method + ' ' + target + ": " + response.error().message);
    }
    Answer answer;
    answer.status = response->status;
    answer.text = response->body;
    if (auto json = base::parseJson(response->body)) {
        answer.body = std::move(*json);
    }
    return answer;
}

std::string BerthProcess::create(const std::string &name, const base::Json &spec)
{
    const Answer answer =
        call("POST", "/v1/mcp-server-instances/", base::Json{{"name", name}, {"json_spec", spec}});
    if (answer.status != 200) {
        throw std::runtime_error("creating " + name + ": " + answer.text);
    }
    const std::string id = base::stringOr(answer.body, "id");
    const Answer started = call("POST", "/v1/mcp-server-instances/" + id + "/start");
    if (started.status != 200) {
        throw std::runtime_error("starting " + name + ": " + started.text);
    }
    return id;
}

base::Json BerthProcess::instance(const std::string &id)
{
    return call("GET", "/v1/mcp-server-instances/" + id).body;
}

base::Json BerthProcess::waitForStatus(const std::string &id, const std::string &status,
                                       Milliseconds timeout)
{
    base::Json found;
    const auto reached = [this, &id, &status, &found] {
        found = instance(id);
        return base::stringOr(found, "status") == status;
    };
    // Looked at once more when the stream is open, so that nothing falls in between.
    const bool seen =
        reached() || watchEvents(
                         reached, [&reached](const net::SseEvent &) { return reached(); }, timeout);
    if (!seen && !reached()) {
        throw std::runtime_error(id + " did not become " + status + ": " + base::toText(found));
    }
    return found;
}

void BerthProcess::waitUntilGone(const std::string &id, Milliseconds timeout)
{
    const auto gone = [this, &id] {
        return call("GET", "/v1/mcp-server-instances/" + id).status == 404;
    };
    if (!gone() &&
        !watchEvents(
            gone, [&gone](const net::SseEvent &) { return gone(); }, timeout) &&
        !gone()) {
        throw std::runtime_error(id + " is still there: " + base::toText(instance(id)));
    }
}

bool BerthProcess::watchEvents(const std::function<bool()> &begin,
                               const std::function<bool(const net::SseEvent &)> &wanted,
                               Milliseconds timeout)
{
    asio::io_context context;
    net::HttpClient client(context.get_executor(), net::Endpoint::unixSocket(socket()));
    return runTask(context, within(readUntil(client, begin, wanted), timeout),
                   std::chrono::duration_cast<std::chrono::seconds>(timeout) +
                       std::chrono::seconds(5));
}

base::Json echoSpec(const std::string &image)
{
    return base::Json{{"type", "docker"}, {"image", image}, {"port", 8000}};
}

} // namespace berth::test
