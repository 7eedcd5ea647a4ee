// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/traefik/traefik_process.h"

#include "support/process/run_task.h"

#include <chrono>
#include <fstream>
#include <vector>

namespace berth::test {

namespace {

constexpr std::chrono::seconds callTimeout{10};
constexpr std::chrono::seconds patience{60};

std::string entryPoint(const std::string &name, std::uint16_t port)
{
    return "--entryPoints." + name + ".address=127.0.0.1:" + std::to_string(port);
}

net::Task<std::string> readPieces(net::HttpClient &client, net::HttpRequest request,
                                  std::string wanted)
{
    auto stream = co_await client.open(std::move(request), callTimeout);
    if (!stream) {
        co_return base::fail(stream.error());
    }
    std::string text;
    while (text.find(wanted) == std::string::npos) {
        auto piece = co_await (*stream)->read();
        if (!piece || piece->empty()) {
            break;
        }
        text += *piece;
    }
    co_return text;
}

} // namespace

const std::string &traefikTools()
{
    static const std::string directory = [] {
        const std::string script = std::string(BERTH_PYTHON_SUPPORT) + "/install.sh";
        const std::string output = outputOf({"bash", script});
        return output.substr(0, output.find('\n')) + "/traefik/bin/";
    }();
    return directory;
}

TraefikProcess::TraefikProcess(boost::asio::io_context &context, const std::string &provider)
    : m_context(context)
{
    const std::vector<std::string> command{traefikTools() + "traefik",
                                           entryPoint("web", m_port),
                                           entryPoint("traefik", m_apiPort),
                                           "--api.insecure=true",
                                           "--global.checkNewVersion=false",
                                           "--global.sendAnonymousUsage=false",
                                           "--providers.providersThrottleDuration=50ms",
                                           "--log.level=WARN",
                                           "--log.filePath=" + (m_directory / "log").string(),
                                           provider};
    m_process = std::make_unique<ChildProcess>(command);
}

net::HttpRequest TraefikProcess::request(const std::string &path, const base::Json &body,
                                         const std::string &token) const
{
    net::HttpRequest request{"POST", path, {}, base::toText(body)};
    request.headers.set("Host", "mcp.example.org");
    request.headers.set("Content-Type", "application/json");
    request.headers.set("Accept", "application/json, text/event-stream");
    if (!token.empty()) {
        request.headers.set("Authorization", "Bearer " + token);
    }
    return request;
}

std::optional<net::HttpResponse>
TraefikProcess::post(const std::string &path, const base::Json &body, const std::string &token)
{
    net::HttpClient client(m_context.get_executor(), net::Endpoint::tcp("127.0.0.1", m_port));
    auto answer = runTask(m_context, client.request(request(path, body, token), callTimeout));
    return answer ? std::optional(std::move(*answer)) : std::nullopt;
}

std::string TraefikProcess::readUntil(const std::string &path, const base::Json &body,
                                      const std::string &token, const std::string &session,
                                      const std::string &wanted)
{
    net::HttpClient client(m_context.get_executor(), net::Endpoint::tcp("127.0.0.1", m_port));
    net::HttpRequest call = request(path, body, token);
    call.headers.set("Mcp-Session-Id", session);
    auto text = runTask(m_context, readPieces(client, std::move(call), wanted));
    return text ? *text : text.error().message;
}

int TraefikProcess::waitForStatus(const std::string &path, int status, const std::string &token)
{
    const base::Json ping{{"jsonrpc", "2.0"}, {"id", 1}, {"method", "ping"}};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    int last = 0;
    while (last != status && std::chrono::steady_clock::now() < deadline) {
        const auto answer = post(path, ping, token);
        last = answer ? answer->status : 0;
    }
    return last;
}

std::string TraefikProcess::errors() const
{
    std::ifstream log(m_directory / "log");
    std::string found;
    for (std::string line; std::getline(log, line);) {
        if (line.find("ERR") != std::string::npos || line.find("\"error\"") != std::string::npos) {
            found += line + '\n';
        }
    }
    return found;
}

base::Json TraefikProcess::api(const std::string &path)
{
    net::HttpClient client(m_context.get_executor(), net::Endpoint::tcp("127.0.0.1", m_apiPort));
    const auto answer =
        runTask(m_context, client.request(net::HttpRequest{"GET", path, {}, {}}, callTimeout));
    return answer ? base::parseJson(answer->body).value_or(base::Json()) : base::Json();
}

} // namespace berth::test
