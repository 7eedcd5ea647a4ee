// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "events/in_process_bus.h"
#include "events/redis_bridge.h"
#include "events/seen_events.h"

#include <gtest/gtest.h>

#include <functional>

namespace berth::events {
namespace {

model::DomainEvent event(const std::string &id)
{
    model::DomainEvent event;
    event.eventId = id;
    event.type = model::event::instanceCreated;
    return event;
}

class Listener final : public EventHandler
{
public:
    void handle(const model::DomainEvent &event) override
    {
        heard.push_back(event.eventId);
        if (onEvent) {
            onEvent(event);
        }
    }

    std::vector<std::string> heard;
    std::function<void(const model::DomainEvent &)> onEvent;
};

using Ids = std::vector<std::string>;

TEST(SeenEvents, KnowsTheNewestOnly)
{
    SeenEvents seen(2);
    EXPECT_TRUE(seen.isNew("a"));
    EXPECT_TRUE(seen.isNew("b"));
    EXPECT_FALSE(seen.isNew("a"));
    EXPECT_TRUE(seen.isNew("c"));
    EXPECT_FALSE(seen.isNew("b"));
    EXPECT_TRUE(seen.isNew("a")) << "forgotten";
}

TEST(SeenEvents, NothingIsSaidOfAnEmptyId)
{
    SeenEvents seen;
    EXPECT_TRUE(seen.isNew(""));
    EXPECT_TRUE(seen.isNew(""));
}

TEST(InProcessBus, HandsOutInOrderAndOnce)
{
    InProcessBus bus;
    Listener one;
    Listener two;
    bus.subscribe(&one);
    bus.subscribe(&two);
    for (const char *id : {"a", "b", "a", "c"}) {
        bus.publish(event(id));
    }
    EXPECT_EQ(one.heard, (Ids{"a", "b", "c"}));
    EXPECT_EQ(two.heard, one.heard);
}

TEST(InProcessBus, WhatAHandlerPublishesComesAfter)
{
    InProcessBus bus;
    Listener first;
    Listener second;
    first.onEvent = [&bus](const auto &heard) {
        if (heard.eventId == "cause") {
            bus.publish(event("effect"));
        }
    };
    bus.subscribe(&first);
    bus.subscribe(&second);
    bus.publish(event("cause"));
    EXPECT_EQ(second.heard, (Ids{"cause", "effect"}));
}

TEST(InProcessBus, AHandlerMayLeaveWhileItIsTold)
{
    InProcessBus bus;
    Listener first;
    Listener second;
    first.onEvent = [&](const auto &) {
        bus.unsubscribe(&first);
        bus.unsubscribe(&second);
    };
    bus.subscribe(&first);
    bus.subscribe(&second);
    bus.publish(event("a"));
    bus.publish(event("b"));
    EXPECT_EQ(first.heard, (Ids{"a"}));
    EXPECT_TRUE(second.heard.empty());
}

TEST(EncodeFor, GoGetsWhatItReadsAndPythonWhatGoWrites)
{
    model::DomainEvent command = event("e");
    const auto created = readMessage("x", encodeFor(command), {});
    EXPECT_EQ(created.form, EnvelopeForm::DoubleEncoded);
    for (const char *type : {model::event::instanceStatusChanged, model::event::instanceError}) {
        command.type = type;
        EXPECT_EQ(readMessage("x", encodeFor(command), {}).form, EnvelopeForm::Single);
    }
}

} // namespace
} // namespace berth::events
