// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/sse.h"

#include <gtest/gtest.h>

#include <vector>

namespace berth::tests {

using net::SseEvent;
using net::SseParser;

namespace {

std::vector<SseEvent> drain(SseParser &parser)
{
    std::vector<SseEvent> events;
    while (auto event = parser.next()) {
        events.push_back(std::move(*event));
    }
    return events;
}

} // namespace

TEST(SseParser, GivesTheSameEventsWhereverTheBytesAreSplit)
{
    const std::string text =
        "\xEF\xBB\xBF: comment\r\nevent: a\r\ndata: one\r\ndata:two\r\nid: 7\r\n\r\n"
        "data: x\n\nevent: nothing\n\ndata: cr\r\rdata\n\n";
    for (std::size_t split = 0; split <= text.size(); ++split) {
        SseParser parser;
        parser.feed(std::string_view(text).substr(0, split));
        auto events = drain(parser);
        parser.feed(std::string_view(text).substr(split));
        for (auto &event : drain(parser)) {
            events.push_back(std::move(event));
        }
        ASSERT_EQ(events.size(), 4U) << "split at " << split;
        EXPECT_EQ(events[0].event, "a");
        EXPECT_EQ(events[0].data, "one\ntwo");
        EXPECT_EQ(events[0].id, "7");
        EXPECT_EQ(events[1].data, "x");
        EXPECT_EQ(events[1].id, "");
        EXPECT_EQ(events[2].data, "cr");
        EXPECT_EQ(events[3].data, "");
    }
}

TEST(SseParser, FailsForGoodBeyondItsLimit)
{
    SseParser oneLine(16);
    oneLine.feed("data: " + std::string(64, 'x'));
    EXPECT_FALSE(oneLine.next());
    EXPECT_TRUE(oneLine.failed());
    oneLine.feed("\n\ndata: y\n\n");
    EXPECT_FALSE(oneLine.next());

    SseParser manyLines(16);
    manyLines.feed("data: 0123456789\ndata: 0123456789\n\n");
    EXPECT_FALSE(manyLines.next());
    EXPECT_TRUE(manyLines.failed());
}

TEST(FormatSse, IsReadBackAsItWas)
{
    SseParser parser;
    parser.feed(net::formatSse({"message", "line one\nline two\n", "42"}));
    const auto event = parser.next();
    ASSERT_TRUE(event);
    EXPECT_EQ(event->event, "message");
    EXPECT_EQ(event->data, "line one\nline two\n");
    EXPECT_EQ(event->id, "42");
}

TEST(FormatSse, DoesNotLetANameBreakOut)
{
    SseParser parser;
    parser.feed(net::formatSse({"a\ndata: forged", "real", "1\n\ndata: forged"}));
    const auto event = parser.next();
    ASSERT_TRUE(event);
    EXPECT_EQ(event->data, "real");
    EXPECT_FALSE(parser.next());
}

} // namespace berth::tests
