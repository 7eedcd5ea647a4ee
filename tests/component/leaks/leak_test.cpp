// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/leaks/leak_test.h"

#include "net/http_client.h"
#include "support/process/echo_process.h"
#include "support/process/run_task.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <iterator>
#include <sstream>

#include <signal.h>
#include <sys/resource.h>

namespace berth::test {

using base::Json;
using namespace std::chrono_literals;

namespace {

std::string readFile(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

EventRecorder::EventRecorder(BerthProcess &berth)
{
    std::promise<void> listening;
    auto isListening = listening.get_future();
    m_reader = std::thread([this, &berth, told = std::move(listening)]() mutable {
        berth.watchEvents(
            [&told] {
                told.set_value();
                return false;
            },
            [this](const net::SseEvent &event) {
                m_text += event.event + ' ' + event.data + '\n';
                return false;
            },
            20min);
    });
    isListening.get();
}

EventRecorder::~EventRecorder()
{
    if (m_reader.joinable()) {
        m_reader.join();
    }
}

std::string EventRecorder::finish()
{
    m_reader.join();
    return m_text;
}

void LeakTest::SetUp()
{
    [[maybe_unused]] static const bool imported = [] {
        podman().importProgram(builtProgram("berth-echo"), image, {"EXPOSE 8000"});
        return true;
    }();
    std::filesystem::current_path(m_workplace.path());
    m_keyring.startUnlocked();
    restart();
}

void LeakTest::restart(const std::vector<std::string> &arguments)
{
    m_berth.reset();
    if (m_events) {
        m_hunt.searchText("event stream", m_events->finish());
    }
    std::map<std::string, std::string> environment = podman().environment();
    environment.merge(m_keyring.environment());
    m_berth = std::make_unique<BerthProcess>(m_profile / "p", environment, arguments);
    m_events = std::make_unique<EventRecorder>(*m_berth);
}

void LeakTest::TearDown()
{
    if (m_berth) {
        huntWhileItRuns();
        huntAfterACrash();
    }
    std::filesystem::current_path("/");
    for (const std::string &finding : m_hunt.findings()) {
        ADD_FAILURE() << "A secret is in " << finding;
    }
}

void LeakTest::huntWhileItRuns()
{
    m_hunt.searchProcesses();
    for (const std::string &id : containers()) {
        m_hunt.searchText("podman inspect", podman().podman({"inspect", id}));
    }
    m_hunt.searchText("podman secret ls", podman().podman({"secret", "ls"}));
    m_hunt.searchText("podman volume ls", podman().podman({"volume", "ls"}));
    m_hunt.searchMemory(m_berth->process().pid());
}

/// What somebody gets who forces a dump, searchMemory() has found out before.
void LeakTest::crash()
{
    const pid_t process = m_berth->process().pid();
    rlimit limit{};
    ASSERT_EQ(::prlimit(process, RLIMIT_CORE, nullptr, &limit), 0);
    // 0 would not keep the kernel from giving a dump to the program that core_pattern may name.
    EXPECT_EQ(limit.rlim_cur, std::min<rlim_t>(1, limit.rlim_max));
    m_berth->process().signal(SIGSEGV);
    EXPECT_EQ(m_berth->process().wait(), 128 + SIGSEGV);
    EXPECT_TRUE(std::filesystem::is_empty(m_workplace.path())) << "The crash left a dump.";
}

void LeakTest::huntAfterACrash()
{
    crash();
    using Stream = ChildProcess::Stream;
    m_hunt.searchText("standard output", m_berth->process().readAll(Stream::Output));
    m_hunt.searchText("standard error", m_berth->process().readAll(Stream::Error));
    m_hunt.searchText("event stream", m_events->finish());
    m_hunt.searchTree(m_profile.path());
    m_hunt.searchTree(m_exports.path());
    if (m_monitor) {
        const std::string commands = m_monitor->finish(m_notBerth);
        EXPECT_NE(commands.find("berth:"), std::string::npos) << "Berth was not seen on Redis.";
        m_hunt.searchText("Redis", commands);
    }
    for (const std::string &id : containers()) {
        podman().podman({"rm", "-f", "-t", "0", id});
    }
    m_hunt.searchTree(podman().directory());
    m_hunt.searchProcesses();
}

std::vector<std::string> LeakTest::containers()
{
    std::istringstream lines(
        podman().podman({"ps", "-aq", "--no-trunc", "--filter", "label=io.berth.owner"}));
    std::vector<std::string> ids;
    for (std::string id; std::getline(lines, id);) {
        ids.push_back(id);
    }
    return ids;
}

LeakTest::Answer LeakTest::call(const std::string &method, const std::string &target,
                                const Json &body)
{
    Answer answer = berth().call(method, target, body);
    m_hunt.searchText("the answer to " + method + ' ' + target, answer.text);
    return answer;
}

LeakTest::Answer LeakTest::send(const net::Endpoint &endpoint, net::HttpRequest request)
{
    boost::asio::io_context context;
    net::HttpClient client(context.get_executor(), endpoint);
    const std::string what = request.method + ' ' + request.target;
    const auto response = runTask(context, client.request(std::move(request), 30s));
    if (!response) {
        throw std::runtime_error(what + ": " + response.error().message);
    }
    m_hunt.searchText("the answer to " + what, response->body);
    Answer answer{response->status, nullptr, response->body};
    if (auto json = base::parseJson(response->body)) {
        answer.body = std::move(*json);
    }
    return answer;
}

Json LeakTest::done(const std::string &method, const std::string &target, const Json &body)
{
    const Answer answer = call(method, target, body);
    EXPECT_EQ(answer.status, 200) << method << ' ' << target << ": " << answer.text;
    return answer.body;
}

int LeakTest::command(std::vector<std::string> arguments, const std::string &input)
{
    const std::string what = arguments[0] + ' ' + arguments[1];
    arguments.insert(arguments.begin(), builtProgram("berth"));
    arguments.insert(arguments.end(), {"--profile", (m_profile / "p").string()});
    ChildProcess process(arguments, {{"QT_QPA_PLATFORM", "offscreen"}});
    m_hunt.searchProcesses();
    process.write(input);
    process.closeInput();
    m_said = process.readAll(ChildProcess::Stream::Output) +
             process.readAll(ChildProcess::Stream::Error);
    m_hunt.searchText("what \"berth " + what + "\" says", m_said);
    return process.wait().value_or(-1);
}

std::string LeakTest::addServer()
{
    const auto secret = [](const char *name) {
        return Json{{"name", name}, {"type", "string"}, {"secret", true}};
    };
    return base::stringOr(
        done("POST", "/v1/mcp-servers/",
             Json{{"name", "Echo"},
                  {"description", "d"},
                  {"docker_image_url", image},
                  {"version", "1"},
                  {"env_schema", Json::array({secret("API_TOKEN"), secret("API_FILE")})}}),
        "id");
}

Json LeakTest::spec(const Json &environment) const
{
    Json made = echoSpec(image);
    made["environment"] = environment;
    return made;
}

std::string LeakTest::create(const std::string &name, const Json &document)
{
    Json body = document;
    body["name"] = name;
    return base::stringOr(done("POST", instances, body), "id");
}

std::string LeakTest::waitFor(const std::string &id, const std::string &status)
{
    const Json found = berth().waitForStatus(id, status);
    m_hunt.searchText("instance " + status, base::toText(found));
    return base::toText(found);
}

void LeakTest::expectDelivered(const std::string &id, const std::string &value)
{
    std::string container =
        podman().podman({"ps", "-q", "--filter", "label=io.berth.instance=" + id});
    container = container.substr(0, container.find('\n'));
    std::string pid = podman().podman({"inspect", "--format", "{{.State.Pid}}", container});
    pid = pid.substr(0, pid.find('\n'));
    const std::string child = readFile("/proc/" + pid + "/task/" + pid + "/children");
    std::string all = readFile("/proc/" + pid + "/environ");
    all += readFile("/proc/" + child.substr(0, child.find(' ')) + "/environ");
    for (const auto &file :
         std::filesystem::directory_iterator("/proc/" + pid + "/root/run/secrets")) {
        all += readFile(file.path());
    }
    EXPECT_NE(all.find(value), std::string::npos) << "The server did not get its secret.";
}

RedisServer &LeakTest::redis()
{
    if (!m_redis) {
        m_redisPassword = m_hunt.marker("redispassword");
        RedisServer::Setup setup;
        setup.configuration = {"requirepass " + m_redisPassword};
        m_redis = std::make_unique<RedisServer>(setup);
        m_monitor = std::make_unique<RedisMonitor>(m_redis->port(), m_redisPassword);
    }
    return *m_redis;
}

} // namespace berth::test
