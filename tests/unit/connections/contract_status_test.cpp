// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/contract_status.h"

#include <gtest/gtest.h>

#include <set>

namespace berth::connections {
namespace {

using base::Json;
using model::DomainEvent;
using model::InstanceState;

DomainEvent statusEvent(InstanceState state)
{
    return {"e-1", model::event::instanceStatusChanged, base::Timestamp(), "i-1",
            Json{{"instance_id", "i-1"},
                 {"name", "github"},
                 {"connection_id", "c-1"},
                 {"status", std::string(model::stateName(state))}}};
}

const Announced us{"harbour", 4711};

TEST(ContractStatus, saysOnlyTheContractsWords)
{
    const std::set<std::string> words = {"validating", "starting", "running", "failed", "stopped"};
    for (int i = 0; i <= static_cast<int>(InstanceState::Backoff); ++i) {
        const auto state = static_cast<InstanceState>(i);
        const auto out = announcement(statusEvent(state), us);
        if (out) {
            EXPECT_EQ(words.count(base::stringOr(out->data, "status")), 1U);
            EXPECT_EQ(stateIn(out->data), state);
        }
    }
}

TEST(ContractStatus, keepsWhatConcernsThisMachineOnly)
{
    const auto out = announcement(statusEvent(InstanceState::Running), us);
    ASSERT_TRUE(out);
    EXPECT_FALSE(out->data.contains("connection_id"));
    EXPECT_EQ(base::stringOr(out->data, "manager"), "harbour");
    EXPECT_EQ(out->data.value("lease", 0), 4711);
    EXPECT_EQ(out->eventId, "e-1");
    EXPECT_FALSE(announcement(statusEvent(InstanceState::Pulling), us));
}

TEST(ContractStatus, tellsOfADeletionAsOfAStop)
{
    DomainEvent event = statusEvent(InstanceState::Stopped);
    event.type = model::event::instanceDeleted;
    const auto out = announcement(event, us);
    ASSERT_TRUE(out);
    EXPECT_EQ(out->type, model::event::instanceStatusChanged);
    EXPECT_EQ(base::stringOr(out->data, "status"), "stopped");
    EXPECT_TRUE(tellsOfDeletion(out->data));
}

TEST(ContractStatus, keepsThePlatformsOwnEventsToItself)
{
    for (const char *type : {model::event::instanceCreated, model::event::instanceUpdated,
                             model::event::instanceStarted, model::event::instanceStopped}) {
        DomainEvent event = statusEvent(InstanceState::Running);
        event.type = type;
        EXPECT_FALSE(announcement(event, us)) << type;
    }
}

TEST(ContractStatus, announcesADeadEndAsErrorAndFailed)
{
    const auto events = failureEvents(
        "i-1", "github", {base::ErrorCode::InvalidArgument, "The port is missing."}, {}, us);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].type, model::event::instanceError);
    EXPECT_EQ(base::stringOr(events[0].data, "error"), "The port is missing.");
    EXPECT_EQ(base::stringOr(events[1].data, "status"), "failed");
    EXPECT_NE(events[0].eventId, events[1].eventId);
}

TEST(ContractStatus, readsAGoManagersWord)
{
    EXPECT_EQ(stateIn(Json{{"status", "running"}}), InstanceState::Running);
    EXPECT_EQ(stateIn(Json{{"status", "failed"}, {"state", "backoff"}}), InstanceState::Backoff);
    EXPECT_EQ(stateIn(Json{{"status", "no word"}}), std::nullopt);
}

} // namespace
} // namespace berth::connections
