// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman_test.h"

#include <algorithm>

namespace berth::podman {
namespace {

using namespace std::chrono_literals;
using Stream = PodmanTest;

TEST_F(Stream, LogsHaveBothStreamsAndTimes)
{
    const std::string id =
        createAndStart(plan({"out", "first", "err", "second", "piece", "third "}));
    ASSERT_TRUE(run(client.wait(id)));
    std::vector<ContainerLogLine> lines;
    ASSERT_TRUE(run(client.followLogs(
        id, -1, false, [&](const ContainerLogLine &line) { lines.push_back(line); })));
    ASSERT_EQ(lines.size(), 3U);
    const auto error = std::find_if(lines.begin(), lines.end(),
                                    [](const auto &line) { return line.standardError; });
    ASSERT_NE(error, lines.end());
    EXPECT_EQ(error->text, "second");
    lines.erase(error);
    EXPECT_EQ(lines[0].text, "first");
    EXPECT_EQ(lines[1].text, "third ");
    EXPECT_GT(lines[0].time, base::SystemClock().now() - 1min);

    lines.clear();
    ASSERT_TRUE(run(client.followLogs(
        id, 1, false, [&](const ContainerLogLine &line) { lines.push_back(line); })));
    EXPECT_EQ(lines.size(), 1U);
    EXPECT_EQ(
        run(client.followLogs("no-such-container", -1, false, [](const auto &) {})).error().code,
        ErrorCode::NotFound);
}

TEST_F(Stream, LogsAreFollowedToTheEndOfTheContainer)
{
    ContainerConfig config = plan({"out", "begin", "echo"});
    config.stdinOpen = true;
    const std::string id = createAndStart(config);
    std::vector<std::string> seen;
    Background<void> log(context, client.followLogs(id, -1, true, [&](const auto &line) {
        seen.push_back(line.text);
    }));
    ASSERT_TRUE(runUntil([&] { return seen.size() == 1; }));
    auto stream = run(client.attach(id));
    ASSERT_TRUE(stream);
    const std::string text = "later\n";
    ASSERT_TRUE(run((*stream)->write(text)));
    ASSERT_TRUE(runUntil([&] { return seen.size() == 2; }));
    EXPECT_EQ(seen[1], "later");
    ASSERT_TRUE(run(client.kill(id, "SIGKILL")));
    ASSERT_TRUE(runUntil([&] { return log.ended(); }));
    EXPECT_TRUE(log.result()) << log.result().error().message;
}

TEST_F(Stream, LogsEndWhenTheyAreCancelled)
{
    const std::string id = createAndStart(plan({"wait"}));
    Background<void> log(context, client.followLogs(id, -1, true, [](const auto &) {}));
    EXPECT_FALSE(runUntil([&] { return log.ended(); }, 1s)) << "a silent container has no end";
    log.cancel();
    ASSERT_TRUE(runUntil([&] { return log.ended(); }));
    if (!log.threw()) {
        EXPECT_EQ(log.result().error().code, ErrorCode::Cancelled);
    }
}

TEST_F(Stream, EventsTellTheLifeOfOwnContainers)
{
    std::vector<Event> events;
    Background<void> stream(
        context, client.followEvents({{"berth.owner", "events"}},
                                     [&](const auto &event) { events.push_back(event); }));
    const auto saw = [&events](const std::string &action, const std::string &id) {
        return std::any_of(events.begin(), events.end(), [&](const Event &event) {
            return event.action == action && event.containerId == id;
        });
    };
    createAndStart(plan({"exit", "0"})); // of another owner
    ContainerConfig config = plan({"wait"});
    config.labels = {{"berth.owner", "events"}, {"berth.instance", "7"}};
    // Podman says nothing when it is ready to report, so containers come until one is reported.
    std::string id;
    for (int attempt = 0; attempt < 20 && events.empty(); ++attempt) {
        id = createAndStart(config);
        runUntil([&] { return saw("start", id); }, 2s);
    }
    ASSERT_TRUE(saw("start", id));
    ASSERT_TRUE(run(client.kill(id, "SIGKILL")));
    ASSERT_TRUE(runUntil([&] { return saw("died", id); }));
    ASSERT_TRUE(run(client.remove(id)));
    ASSERT_TRUE(runUntil([&] { return saw("remove", id); }));
    for (const Event &event : events) {
        EXPECT_EQ(event.labels, config.labels) << event.action;
        EXPECT_GT(event.time, base::SystemClock().now() - 1min);
        if (event.action == "died") {
            EXPECT_EQ(event.exitCode, 137);
        }
    }
    stream.cancel();
    EXPECT_TRUE(runUntil([&] { return stream.ended(); }));
}

TEST_F(Stream, StatsTellCoresAndMemoryInUse)
{
    const std::string busy = createAndStart(plan({"burn"}));
    ContainerConfig config = plan({"eat", "20", "wait"});
    config.memoryBytes = 64 * 1024 * 1024;
    const std::string idle = createAndStart(config);
    std::map<std::string, std::vector<ContainerStats>> samples;
    Background<void> stats(context, client.followStats({busy, idle}, 1s, [&](const auto &sample) {
        samples[sample.containerId].push_back(sample);
    }));
    ASSERT_TRUE(runUntil([&] { return samples[busy].size() > 2 && samples[idle].size() > 2; }));
    // The machine may be busy with other things, but whoever burns uses much more than who waits.
    EXPECT_GT(samples[busy].back().cpuCores, 0.01);
    EXPECT_GT(samples[busy].back().cpuCores, 5 * samples[idle].back().cpuCores);
    EXPECT_LT(samples[busy].back().cpuCores, 1.5);
    EXPECT_GT(samples[idle].back().memoryBytes, 20 * 1024 * 1024);
    EXPECT_EQ(samples[idle].back().memoryLimitBytes, 64 * 1024 * 1024);
    EXPECT_GE(samples[idle].back().pids, 1);
    ASSERT_TRUE(run(client.remove(busy)));
    ASSERT_TRUE(runUntil([&] { return stats.ended(); }));
    EXPECT_EQ(stats.result().error().code, ErrorCode::NotFound);
    EXPECT_EQ(run(client.followStats({}, 1s, [](const auto &) {})).error().code,
              ErrorCode::InvalidArgument);
}

TEST_F(Stream, BreaksWhenPodmanIsKilled)
{
    const std::string id = createAndStart(plan({"out", "ready", "wait"}));
    std::vector<std::string> seen;
    Background<void> log(context, client.followLogs(id, -1, true, [&](const auto &line) {
        seen.push_back(line.text);
    }));
    Background<void> events(context, client.followEvents({}, [](const auto &) {}));
    Background<int> wait(context, client.wait(id));
    ASSERT_TRUE(runUntil([&] { return !seen.empty(); }));
    podman.killService();
    ASSERT_TRUE(runUntil([&] { return log.ended() && events.ended() && wait.ended(); }));
    EXPECT_EQ(log.result().error().code, ErrorCode::ConnectionLost);
    EXPECT_EQ(events.result().error().code, ErrorCode::ConnectionLost);
    EXPECT_EQ(wait.result().error().code, ErrorCode::ConnectionLost);
    EXPECT_EQ(run(client.info()).error().code, ErrorCode::Unavailable);

    podman.startService();
    const auto details = run(client.inspect(id));
    ASSERT_TRUE(details) << details.error().message;
    EXPECT_EQ(details->state, "running") << "containers outlive Podman's service";
}

} // namespace
} // namespace berth::podman
