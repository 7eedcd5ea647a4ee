// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman_test.h"

#include <gmock/gmock.h>

namespace berth::podman {
namespace {

using SecretEnvironment = PodmanTest;

constexpr const char *value = "tops3cret with spaces\nand a second line";

TEST_F(SecretEnvironment, ReachesTheServerAndNobodyElse)
{
    ContainerConfig config = plan({"env", "TOKEN", "env", "PLAIN", "env", "EMPTY", "wait"});
    config.environment = {{"PLAIN", "visible"}};
    config.secrets = {{SecretDelivery::Way::Variable, "TOKEN", base::Secret(value)},
                      {SecretDelivery::Way::Variable, "EMPTY", base::Secret()}};
    config.secretPrefix = "berth-owner1-";
    const std::string id = createAndStart(config);
    std::vector<std::string> seen;
    Background<void> log(context, client.followLogs(id, -1, true, [&](const auto &line) {
        seen.push_back(line.text);
    }));
    ASSERT_TRUE(runUntil([&] { return seen.size() == 4; }));
    EXPECT_EQ(seen, (std::vector<std::string>{"tops3cret with spaces", "and a second line",
                                              "visible", ""}));

    EXPECT_EQ(podman.podman({"inspect", id}).find("tops3cret"), std::string::npos);
    EXPECT_EQ(podman.podman({"secret", "ls"}).find("berth-owner1-"), std::string::npos)
        << "nothing stays in Podman's secret store";
    const auto pid = run(client.inspect(id))->pid;
    const std::string arguments =
        test::outputOf({"cat", "/proc/" + std::to_string(pid) + "/cmdline"});
    EXPECT_EQ(arguments.find("tops3cret"), std::string::npos);
    EXPECT_EQ(
        test::outputOf({"cat", "/proc/" + std::to_string(pid) + "/environ"}).find("tops3cret"),
        std::string::npos)
        << "berth-init itself has no use for the value";

    ASSERT_TRUE(run(client.stop(id, std::chrono::seconds(5))));
    ASSERT_TRUE(runUntil([&] { return log.ended(); }));
    seen.clear();
    ASSERT_TRUE(run(client.start(id))) << "a container can be started again without its secrets";
    Background<void> again(context, client.followLogs(id, -1, true, [&](const auto &line) {
        seen.push_back(line.text);
    }));
    EXPECT_TRUE(runUntil([&] { return seen.size() == 8; }));
    ASSERT_TRUE(run(client.remove(id)));
    EXPECT_TRUE(runUntil([&] { return again.ended(); }));
}

TEST_F(SecretEnvironment, LeavesNothingOnDiskAfterRemoval)
{
    ContainerConfig config = plan({"wait"});
    config.secrets = {{SecretDelivery::Way::Variable, "TOKEN", base::Secret("d1sk-tr4ce-value")}};
    const std::string id = createAndStart(config);
    ASSERT_TRUE(run(client.remove(id)));
    const std::string found = test::outputOf(
        {"sh", "-c", "grep -rl d1sk-tr4ce-value \"$0\" || true", podman.directory().string()});
    EXPECT_EQ(found, "");
}

TEST_F(SecretEnvironment, IsClearedAwayByItsPrefix)
{
    podman.podman({"secret", "create", "berth-crashed-1", "/etc/hostname"});
    podman.podman({"secret", "create", "others-1", "/etc/hostname"});
    ASSERT_TRUE(run(client.removeSecrets("berth-crashed-")));
    const std::string left = podman.podman({"secret", "ls"});
    EXPECT_EQ(left.find("berth-crashed-1"), std::string::npos);
    EXPECT_NE(left.find("others-1"), std::string::npos);
}

TEST_F(SecretEnvironment, IsRefusedWithoutBerthInit)
{
    PodmanClient incomplete(context.get_executor(), net::Endpoint::unixSocket(podman.socket()),
                            std::filesystem::path());
    ContainerConfig config = plan({"wait"});
    config.secrets = {{SecretDelivery::Way::Variable, "TOKEN", base::Secret("x")}};
    EXPECT_EQ(run(incomplete.create(config)).error().code, ErrorCode::Unsupported);
}

TEST_F(SecretEnvironment, ReachesAServerWithoutRoot)
{
    const std::string image = "localhost/berth-probe-user:1";
    podman.importProgram(BERTH_PROBE_PROGRAM, image, {"USER 12345:12345"});
    ContainerConfig config = plan({"env", "TOKEN", "cat", "/proc/self/status", "exit", "0"});
    config.image = image;
    config.secrets = {{SecretDelivery::Way::Variable, "TOKEN", base::Secret("for-anyone")}};
    const std::string id = createAndStart(config);
    EXPECT_EQ(run(client.wait(id)), 0);
    const auto lines = logOf(id);
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines.front(), "for-anyone");
    EXPECT_THAT(lines, testing::Contains("Uid:\t12345\t12345\t12345\t12345"));
}

TEST_F(SecretEnvironment, ReachesAServerOnAReadOnlySystem)
{
    ContainerConfig config = plan({"env", "TOKEN", "cat", "/run/secrets/KEY", "out", "", "cat",
                                   "/etc/x/key.pem", "out", "", "exit", "0"});
    config.readOnlyRoot = true;
    config.secrets = {{SecretDelivery::Way::Variable, "TOKEN", base::Secret("for-anyone")},
                      {SecretDelivery::Way::File, "KEY", base::Secret("in-a-file")},
                      {SecretDelivery::Way::Mount, "/etc/x/key.pem", base::Secret("mounted")}};
    const std::string id = createAndStart(config);
    EXPECT_EQ(run(client.wait(id)), 0);
    EXPECT_THAT(logOf(id), testing::ElementsAre("for-anyone", "in-a-file", "mounted"));
}

TEST_F(SecretEnvironment, ArrivesAsAFileOfTheServersUser)
{
    const std::string image = "localhost/berth-probe-user:1";
    podman.importProgram(BERTH_PROBE_PROGRAM, image, {"USER 12345:12345"});
    ContainerConfig config =
        plan({"env", "KEY", "env", "KEY_FILE", "cat", "/run/secrets/KEY", "wait"});
    config.image = image;
    config.secrets = {{SecretDelivery::Way::File, "KEY", base::Secret("f1le-value\n")}};
    const std::string id = createAndStart(config);
    std::vector<std::string> seen;
    Background<void> log(context, client.followLogs(id, -1, true, [&](const auto &line) {
        seen.push_back(line.text);
    }));
    ASSERT_TRUE(runUntil([&] { return seen.size() == 3; }));
    EXPECT_THAT(seen, testing::ElementsAre("(unset)", "/run/secrets/KEY", "f1le-value"));
    const std::string file =
        "/proc/" + std::to_string(run(client.inspect(id))->pid) + "/root/run/secrets/KEY";
    EXPECT_EQ(test::outputOf({"stat", "-c", "%a %u", file}), "400 12345\n");
    EXPECT_EQ(podman.podman({"inspect", id}).find("f1le-value"), std::string::npos);
    ASSERT_TRUE(run(client.remove(id)));
    EXPECT_TRUE(runUntil([&] { return log.ended(); }));
}

TEST_F(SecretEnvironment, IsMountedWithoutBerthInit)
{
    PodmanClient plain(context.get_executor(), net::Endpoint::unixSocket(podman.socket()), {});
    ContainerConfig config = plan({"cat", "/etc/x/key.pem", "exit", "0"});
    config.secrets = {{SecretDelivery::Way::Mount, "/etc/x/key.pem", base::Secret("m0unted")}};
    const auto id = run(plain.create(config));
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(run(client.start(*id)));
    EXPECT_EQ(run(client.wait(*id)), 0);
    EXPECT_THAT(logOf(*id), testing::ElementsAre("m0unted"));
    EXPECT_EQ(podman.podman({"inspect", *id}).find("m0unted"), std::string::npos);
}

TEST_F(SecretEnvironment, LeavesStandardInputToTheServer)
{
    ContainerConfig config = plan({"env", "TOKEN", "echo"});
    config.stdinOpen = true;
    config.secrets = {{SecretDelivery::Way::Variable, "TOKEN", base::Secret("x")}};
    const std::string id = createAndStart(config);
    auto stream = run(client.attach(id));
    ASSERT_TRUE(stream) << stream.error().message << stream.error().details;
    const std::string text = "through berth-init\n";
    ASSERT_TRUE(run((*stream)->write(text)));
    std::string answer;
    while (answer.find(text) == std::string::npos) {
        auto bytes = run((*stream)->read());
        ASSERT_TRUE(bytes) << bytes.error().message;
        ASSERT_FALSE(bytes->empty());
        answer += *bytes;
    }
    (*stream)->close();
}

TEST_F(SecretEnvironment, KeepsExitCodesAndSignals)
{
    ContainerConfig config = plan({"exit", "9"});
    config.secrets = {{SecretDelivery::Way::Variable, "TOKEN", base::Secret("x")}};
    EXPECT_EQ(run(client.wait(createAndStart(config))), 9);
    config.command = {"wait"};
    const std::string id = createAndStart(config);
    ASSERT_TRUE(run(client.stop(id, std::chrono::seconds(10))));
    EXPECT_EQ(run(client.inspect(id))->exitCode, 143) << "the signal reached the server";
}

} // namespace
} // namespace berth::podman
