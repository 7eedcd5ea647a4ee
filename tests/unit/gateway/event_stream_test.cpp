// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/event_stream.h"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace berth::gateway {
namespace {

struct Streams
{
    boost::asio::io_context context{1};
    EventStream call{context.get_executor(), 1, EventStream::WhenFull::BreakOff};
    EventStream mailbox{context.get_executor(), 0, EventStream::WhenFull::DropOldest};
};

TEST(EventStream, aLostReaderGoesOnAfterTheLastEventItSaw)
{
    Streams streams;
    EventStream &stream = streams.call;
    for (const char *text : {"one", "two", "three"}) {
        stream.push(text);
    }
    EXPECT_EQ(*stream.take()->message, "one");
    EXPECT_EQ(stream.take()->number, 2U);
    ASSERT_TRUE(stream.resumeAfter(1));
    EXPECT_EQ(*stream.take()->message, "two");
    EXPECT_EQ(*stream.take()->message, "three");
    EXPECT_FALSE(stream.take());
    ASSERT_TRUE(stream.resumeAfter(0));
    EXPECT_EQ(stream.waiting(), 3U);
    EXPECT_FALSE(stream.resumeAfter(4));
}

TEST(EventStream, WhatIsHeldForReplayIsBoundedAndItsLossIsTold)
{
    Streams streams;
    EventStream &stream = streams.call;
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(stream.push(std::string(100000, 'x')));
        stream.take();
    }
    EXPECT_LT(stream.bytes(), 1200000U);
    EXPECT_FALSE(stream.resumeAfter(1));
    EXPECT_TRUE(stream.resumeAfter(99));
}

TEST(EventStream, aReaderThatDoesNotReadIsCutOff)
{
    Streams streams;
    EventStream &stream = streams.call;
    const auto reader = stream.attach();
    bool hasRoom = true;
    for (int i = 0; i < 100 && hasRoom; ++i) {
        hasRoom = stream.push(std::string(1000000, 'x'));
    }
    EXPECT_FALSE(hasRoom);
    EXPECT_TRUE(stream.isBroken());
    EXPECT_FALSE(stream.belongsTo(reader));
    EXPECT_EQ(stream.bytes(), 0U);
}

TEST(EventStream, aMailboxNobodyReadsKeepsTheNewest)
{
    Streams streams;
    EventStream &mailbox = streams.mailbox;
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(mailbox.push(std::to_string(i) + std::string(100000, 'x')));
    }
    EXPECT_LT(mailbox.bytes(), 1200000U);
    std::string last;
    while (const auto event = mailbox.take()) {
        last = *event->message;
    }
    EXPECT_TRUE(last.starts_with("99x"));
}

TEST(EventStream, aNewerReaderTakesTheStreamOver)
{
    Streams streams;
    const auto first = streams.call.attach();
    const auto second = streams.call.attach();
    EXPECT_FALSE(streams.call.belongsTo(first));
    streams.call.detach(first);
    EXPECT_TRUE(streams.call.belongsTo(second));
}

} // namespace
} // namespace berth::gateway
