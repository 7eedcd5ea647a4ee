// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_text.h"

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

using namespace std::chrono_literals;

TEST(InstanceText, WritesDurationsAndSizesBriefly)
{
    EXPECT_EQ(InstanceText::duration(42s), QStringLiteral("42 s"));
    EXPECT_EQ(InstanceText::duration(3min + 20s), QStringLiteral("3 m"));
    EXPECT_EQ(InstanceText::duration(5h + 12min), QStringLiteral("5 h 12 m"));
    EXPECT_EQ(InstanceText::duration(52h), QStringLiteral("2 d 4 h"));
    EXPECT_EQ(InstanceText::duration(264h), QStringLiteral("11 d"));
    EXPECT_EQ(InstanceText::duration(-5s), QStringLiteral("0 s"));
    EXPECT_EQ(InstanceText::bytesOf(38LL << 20, 256LL << 20), QStringLiteral("38 of 256 MB"));
    EXPECT_EQ(InstanceText::bytesOf(900LL << 20, 2LL << 30), QStringLiteral("900 MB of 2 GB"));
    EXPECT_EQ(InstanceText::bytesOf(38LL << 20, 0), QStringLiteral("38 MB"));
    EXPECT_EQ(InstanceText::cpuShare(0.021), QStringLiteral("2.1 %"));
}

TEST(InstanceText, SaysTheReasonInPlace)
{
    engine::InstanceSnapshot snapshot;
    snapshot.instance.state = model::InstanceState::Failed;
    snapshot.instance.reason = "API_KEY is missing";
    EXPECT_EQ(InstanceText::stateLine(snapshot, {}), QStringLiteral("Failed: API_KEY is missing"));
    snapshot.instance.state = model::InstanceState::Pulling;
    snapshot.progress = engine::Progress{"Pulling", 0.429, ""};
    EXPECT_EQ(InstanceText::stateLine(snapshot, {}), QStringLiteral("Pulling, 42 %"));
    snapshot.instance.state = model::InstanceState::Backoff;
    snapshot.nextAttempt = base::Timestamp(7500ms);
    EXPECT_EQ(InstanceText::stateWord(snapshot, base::Timestamp(0ms)),
              QStringLiteral("Trying again in 8 s"));
}

TEST(InstanceText, SaysWhatALongStartWaitsFor)
{
    engine::InstanceSnapshot snapshot;
    snapshot.instance.state = model::InstanceState::Starting;
    EXPECT_EQ(InstanceText::stateLine(snapshot, {}), QStringLiteral("Starting"));
    snapshot.progress = engine::Progress{"Starting", {}, ""};
    EXPECT_EQ(InstanceText::stateLine(snapshot, {}), QStringLiteral("Starting"));
    snapshot.progress->detail = "Nothing listens on port 8080.";
    EXPECT_EQ(InstanceText::stateLine(snapshot, {}),
              QStringLiteral("Starting: Nothing listens on port 8080."));
}

TEST(InstanceText, NamesATransportInTheListOnlyWhenItIsUnusual)
{
    model::Instance instance;
    model::DockerSpec docker;
    docker.image = "mcp/fetch";
    instance.spec.type = docker;
    EXPECT_EQ(InstanceText::listSubtitle(instance), QStringLiteral("mcp/fetch"));
    docker.transport = model::Transport::Sse;
    instance.spec.type = docker;
    EXPECT_EQ(InstanceText::listSubtitle(instance), QStringLiteral("mcp/fetch, SSE"));
}

} // namespace
} // namespace berth::ui
