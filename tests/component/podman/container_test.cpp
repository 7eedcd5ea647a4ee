// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman_test.h"

#include <fstream>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace berth::podman {
namespace {

using namespace std::chrono_literals;

std::string limitOf(std::int64_t pid, const std::string &controller, const std::string &file)
{
    std::ifstream groups("/proc/" + std::to_string(pid) + "/cgroup");
    std::string line;
    while (std::getline(groups, line)) {
        const auto first = line.find(':');
        const auto second = line.find(':', first + 1);
        const std::string names = ',' + line.substr(first + 1, second - first - 1) + ',';
        if (names.find(',' + controller + ',') != std::string::npos) {
            std::ifstream value("/sys/fs/cgroup/" + controller + line.substr(second + 1) + '/' +
                                file);
            std::string text;
            std::getline(value, text);
            return text;
        }
    }
    std::ifstream unified("/proc/" + std::to_string(pid) + "/cgroup");
    while (std::getline(unified, line)) {
        if (line.rfind("0::", 0) == 0) {
            std::ifstream value("/sys/fs/cgroup" + line.substr(3) + '/' + file);
            std::string text;
            std::getline(value, text);
            return text;
        }
    }
    return {};
}

bool isUnified()
{
    return std::filesystem::exists("/sys/fs/cgroup/cgroup.controllers");
}

/// What the address answers to "ping", empty when nobody listens.
std::string askEcho(const std::string &host, std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    const void *raw = &address;
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{10, 0}; // a connection that the firewall drops is never refused
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    std::string answer;
    if (::connect(socket, static_cast<const sockaddr *>(raw), sizeof address) == 0 &&
        ::write(socket, "ping", 4) == 4) {
        answer.resize(4);
        const auto count = ::read(socket, answer.data(), answer.size());
        answer.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    ::close(socket);
    return answer;
}

/// An address of this machine that is not loopback.
std::string outsideAddress()
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(9);
    ::inet_pton(AF_INET, "192.0.2.1", &address.sin_addr);
    void *raw = &address;
    socklen_t length = sizeof address;
    std::string text(INET_ADDRSTRLEN, '\0');
    if (::connect(socket, static_cast<const sockaddr *>(raw), length) != 0 ||
        ::getsockname(socket, static_cast<sockaddr *>(raw), &length) != 0 ||
        ::inet_ntop(AF_INET, &address.sin_addr, text.data(), INET_ADDRSTRLEN) == nullptr) {
        text.clear();
    }
    ::close(socket);
    return text.c_str();
}

using Container = PodmanTest;

TEST_F(Container, LivesFromCreateToRemove)
{
    ContainerConfig config = plan({"out", "hello", "wait"});
    config.name = "berth-life";
    const std::string id = create(config);
    EXPECT_EQ(run(client.inspect(id))->state, "created");
    EXPECT_EQ(run(client.create(config)).error().code, ErrorCode::AlreadyExists);

    ASSERT_TRUE(run(client.start(id)));
    EXPECT_TRUE(run(client.start(id))) << "starting what runs is fine";
    const auto running = run(client.inspect(id));
    ASSERT_TRUE(running);
    EXPECT_EQ(running->state, "running");
    EXPECT_EQ(running->name, "berth-life");
    EXPECT_EQ(running->labels, config.labels);
    EXPECT_GT(running->pid, 0);
    EXPECT_GT(running->startedAt, base::SystemClock().now() - 1min);

    ASSERT_TRUE(run(client.stop(id, 5s)));
    EXPECT_TRUE(run(client.stop(id, 5s))) << "stopping what is stopped is fine";
    const auto stopped = run(client.inspect(id));
    EXPECT_TRUE(hasEnded(stopped->state)) << stopped->state;
    EXPECT_EQ(stopped->exitCode, 143);
    EXPECT_EQ(run(client.wait(id)), 143);

    ASSERT_TRUE(run(client.remove(id)));
    EXPECT_TRUE(run(client.remove(id))) << "removing what is gone is fine";
    EXPECT_EQ(run(client.inspect(id)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(run(client.start(id)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(run(client.stop(id, 1s)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(run(client.wait(id)).error().code, ErrorCode::NotFound);
}

TEST_F(Container, TellsTheExitCode)
{
    const std::string id = createAndStart(plan({"exit", "7"}));
    EXPECT_EQ(run(client.wait(id)), 7);
    const auto details = run(client.inspect(id));
    EXPECT_EQ(details->exitCode, 7);
    EXPECT_FALSE(details->oomKilled);
    EXPECT_EQ(run(client.kill(id, "SIGTERM")).error().code, ErrorCode::Conflict);
}

TEST_F(Container, EndsBySignal)
{
    const std::string id = createAndStart(plan({"wait"}));
    ASSERT_TRUE(run(client.kill(id, "SIGKILL")));
    EXPECT_EQ(run(client.wait(id)), 137);
}

TEST_F(Container, IsKilledWhenItIgnoresTheStop)
{
    const std::string id = createAndStart(plan({"ignore-term", "out", "ready", "wait"}));
    std::vector<std::string> seen;
    Background<void> log(context, client.followLogs(id, -1, true, [&](const auto &line) {
        seen.push_back(line.text);
    }));
    ASSERT_TRUE(runUntil([&] { return !seen.empty(); }));
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_TRUE(run(client.stop(id, 1s)));
    const auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_GE(took, 1s);
    EXPECT_LT(took, 8s);
    EXPECT_EQ(run(client.inspect(id))->exitCode, 137);
    EXPECT_TRUE(runUntil([&] { return log.ended(); }));
}

TEST_F(Container, IsRemovedWhileItExits)
{
    for (int round = 0; round < 10; ++round) {
        const std::string id = createAndStart(plan({"wait"}));
        Background<void> killed(context, client.kill(id, "SIGKILL"));
        const auto removed = run(client.remove(id));
        ASSERT_TRUE(removed) << removed.error().message << removed.error().details;
        ASSERT_TRUE(runUntil([&] { return killed.ended(); }));
        EXPECT_EQ(run(client.inspect(id)).error().code, ErrorCode::NotFound);
    }
}

TEST_F(Container, IsFlaggedWhenItRunsOutOfMemory)
{
    ContainerConfig config = plan({"eat", "200", "wait"});
    config.memoryBytes = 32 * 1024 * 1024;
    const std::string id = createAndStart(config);
    EXPECT_EQ(run(client.wait(id)), 137);
    // The conmon of Podman 4.3 puts its mark where Podman does not look for it: into the working
    // folder of the service. Later ones get it right.
    EXPECT_TRUE(run(client.inspect(id))->oomKilled ||
                std::filesystem::exists(podman.directory() / "oom"));
}

TEST_F(Container, HasItsLimits)
{
    ASSERT_TRUE(run(client.info())->cgroupLimits) << "this machine cannot apply limits";
    ContainerConfig config = plan({"cat", "/proc/self/limits", "cat", "/proc/self/status", "wait"});
    config.memoryBytes = 64 * 1024 * 1024;
    config.milliCpus = 500;
    config.pids = 33;
    const std::string id = createAndStart(config);
    const auto pid = run(client.inspect(id))->pid;
    if (isUnified()) {
        EXPECT_EQ(limitOf(pid, "memory", "memory.max"), "67108864");
        EXPECT_EQ(limitOf(pid, "cpu", "cpu.max"), "50000 100000");
        EXPECT_EQ(limitOf(pid, "pids", "pids.max"), "33");
    } else {
        EXPECT_EQ(limitOf(pid, "memory", "memory.limit_in_bytes"), "67108864");
        EXPECT_EQ(limitOf(pid, "cpu", "cpu.cfs_quota_us"), "50000");
        EXPECT_EQ(limitOf(pid, "pids", "pids.max"), "33");
    }
    std::ifstream limits("/proc/" + std::to_string(pid) + "/limits");
    const std::string text(std::istreambuf_iterator<char>(limits), {});
    EXPECT_NE(text.find("Max open files            1024                 4096"), std::string::npos)
        << text;
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    const std::string privileges(std::istreambuf_iterator<char>(status), {});
    EXPECT_NE(privileges.find("CapBnd:\t0000000000000000"), std::string::npos) << privileges;
    EXPECT_NE(privileges.find("NoNewPrivs:\t1"), std::string::npos) << privileges;
}

TEST_F(Container, PublishesOnLoopbackOnly)
{
    ContainerConfig config = plan({"serve", "8080"}, "bridge");
    config.publishPort = 8080;
    const std::string id = createAndStart(config);
    std::vector<std::string> seen;
    Background<void> log(context, client.followLogs(id, -1, true, [&](const auto &line) {
        seen.push_back(line.text);
    }));
    ASSERT_TRUE(runUntil([&] { return !seen.empty(); }));
    const auto details = run(client.inspect(id));
    ASSERT_EQ(details->hostPorts.count(8080), 1U);
    const auto port = details->hostPorts.at(8080);
    EXPECT_EQ(askEcho("127.0.0.1", port), "ping");
    EXPECT_FALSE(details->ipAddress.empty());
    const std::string outside = outsideAddress();
    if (!outside.empty()) {
        EXPECT_EQ(askEcho(outside, port), "") << "reachable at " << outside;
    }
    ASSERT_TRUE(run(client.remove(id)));
    EXPECT_TRUE(runUntil([&] { return log.ended(); }));
}

/// A property of the fixture that all tests with ports rest on: several run at once.
TEST_F(Container, KeepsItsPortWhenAnotherPodmanEnds)
{
    const auto serve = [](const test::PodmanFixture &fixture) {
        return fixture.podman({"run", "--detach", "--publish", "127.0.0.1::8080",
                               "localhost/berth-probe:1", "serve", "8080"});
    };
    podman.probeImage();
    test::PodmanFixture other;
    other.probeImage();
    std::string id = serve(podman);
    id.pop_back();
    serve(other);
    other.podman({"rm", "--all", "--force", "--time", "0"});
    const auto details = run(client.inspect(id));
    ASSERT_TRUE(details);
    EXPECT_EQ(askEcho("127.0.0.1", details->hostPorts.at(8080)), "ping");
}

TEST_F(Container, MountsFoldersAndVolumes)
{
    const auto folder = podman.directory() / "mounted";
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "greeting") << "from the host\n";
    ContainerConfig config = plan({"cat", "/data/greeting"});
    config.mounts = {{folder.string(), "/data", true}, {"berth-volume", "/cache", false}};
    config.readOnlyRoot = true;
    const std::string id = createAndStart(config);
    EXPECT_EQ(run(client.wait(id)), 0);
    EXPECT_EQ(logOf(id), std::vector<std::string>{"from the host"});
    ASSERT_TRUE(run(client.remove(id)));
    EXPECT_NE(podman.podman({"volume", "ls"}).find("berth-volume"), std::string::npos)
        << "a named volume outlives its container";
    config.mounts = {{"/no/such/folder", "/data", true}};
    const auto refused = run(client.create(config));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument) << refused.error().details;
}

TEST_F(Container, IsListedByItsLabels)
{
    ContainerConfig mine = plan({"wait"});
    mine.labels = {{"berth.owner", "list-test"}, {"berth.instance", "1"}};
    ContainerConfig other = plan({"wait"});
    other.labels = {{"berth.owner", "list-test"}, {"berth.instance", "2"}};
    const std::string running = createAndStart(mine);
    const std::string created = create(other);
    EXPECT_EQ(run(client.list({{"berth.owner", "list-test"}}))->size(), 2U);
    const auto one = run(client.list(mine.labels));
    ASSERT_EQ(one->size(), 1U);
    EXPECT_EQ(one->front().id, running);
    EXPECT_EQ(one->front().state, "running");
    EXPECT_GT(one->front().pid, 0);
    EXPECT_EQ(one->front().labels, mine.labels);
    EXPECT_TRUE(run(client.list({{"berth.owner", "nobody"}}))->empty());
}

TEST_F(Container, SaysWhatIsWrongWithTheCommandOrImage)
{
    ContainerConfig config = plan({"wait"});
    config.image = "localhost/berth-missing:1";
    EXPECT_EQ(run(client.create(config)).error().code, ErrorCode::ImageNotFound);
    config = plan({"wait"});
    config.network = "berth-no-such-network";
    const auto refused = run(client.create(config));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::NotFound) << refused.error().details;
}

TEST_F(Container, AttachesToStandardInputAndOutput)
{
    ContainerConfig config = plan({"echo"});
    config.stdinOpen = true;
    const std::string id = createAndStart(config);
    auto stream = run(client.attach(id));
    ASSERT_TRUE(stream) << stream.error().message << stream.error().details;
    const std::string text = "over and out\n";
    ASSERT_TRUE(run((*stream)->write(text)));
    std::string answer;
    while (answer.size() < 8 + text.size()) {
        auto bytes = run((*stream)->read());
        ASSERT_TRUE(bytes) << bytes.error().message;
        ASSERT_FALSE(bytes->empty());
        answer += *bytes;
    }
    EXPECT_EQ(answer.substr(8), text);
    EXPECT_EQ(answer[0], 1) << "frames are not taken apart";
    (*stream)->close();
    EXPECT_EQ(run(client.attach("no-such-container")).error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace berth::podman
