// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/process_watch.h"
#include "podman_test.h"

#include <signal.h>
#include <unistd.h>

namespace berth::podman {
namespace {

using namespace std::chrono_literals;
using ProcessWatch = PodmanTest;

TEST_F(ProcessWatch, SeesAContainerEnd)
{
    const std::string id = createAndStart(plan({"wait"}));
    const auto pid = run(client.inspect(id))->pid;
    Background<void> watch(context, waitForExit(pid));
    EXPECT_FALSE(runUntil([&] { return watch.ended(); }, 20ms));
    ::kill(static_cast<pid_t>(pid), SIGKILL);
    ASSERT_TRUE(runUntil([&] { return watch.ended(); }));
    EXPECT_TRUE(watch.result());
}

TEST_F(ProcessWatch, KnowsWhatIsNoProcess)
{
    for (const std::int64_t pid : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 40}) {
        EXPECT_EQ(run(waitForExit(pid)).error().code, ErrorCode::NotFound) << pid;
    }
    test::ChildProcess gone({"true"});
    ASSERT_TRUE(gone.wait());
    EXPECT_EQ(run(waitForExit(gone.pid())).error().code, ErrorCode::NotFound);
}

TEST_F(ProcessWatch, IsCancelled)
{
    Background<void> watch(context, waitForExit(::getpid()));
    EXPECT_FALSE(runUntil([&] { return watch.ended(); }, 20ms));
    watch.cancel();
    ASSERT_TRUE(runUntil([&] { return watch.ended(); }));
    EXPECT_FALSE(watch.threw());
    EXPECT_EQ(watch.result().error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace berth::podman
