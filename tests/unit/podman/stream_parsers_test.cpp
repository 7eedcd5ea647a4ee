// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "podman/stream_parsers.h"

#include <gtest/gtest.h>

namespace berth::podman {
namespace {

std::string frame(char stream, const std::string &payload)
{
    std::string bytes = {stream, 0, 0, 0, 0, 0};
    bytes += static_cast<char>(payload.size() >> 8U);
    bytes += static_cast<char>(payload.size() & 0xFFU);
    return bytes + payload;
}

TEST(LineSplitter, JoinsPiecesAndSkipsEmptyLines)
{
    LineSplitter lines;
    lines.feed("one\ntw");
    EXPECT_EQ(lines.next(), "one");
    EXPECT_EQ(lines.next(), std::nullopt);
    lines.feed("o\n\nthree\n");
    EXPECT_EQ(lines.next(), "two");
    EXPECT_EQ(lines.next(), "three");
    EXPECT_EQ(lines.next(), std::nullopt);
}

TEST(LineSplitter, DropsAnEndlessLineOnly)
{
    LineSplitter lines;
    lines.feed(std::string(5 * base::mebibyte, 'x'));
    EXPECT_EQ(lines.next(), std::nullopt);
    lines.feed("rest\nnext\n");
    EXPECT_EQ(lines.next(), "next");
}

TEST(LogFrameParser, TakesFramesApartAtEveryCut)
{
    const std::string bytes =
        frame(1, "2026-11-22T19:13:06Z hello out\n") + frame(2, "2026-11-22T19:13:07Z hello err\n");
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        LogFrameParser parser;
        std::vector<ContainerLogLine> lines;
        for (const std::string &part : {bytes.substr(0, cut), bytes.substr(cut)}) {
            parser.feed(part);
            while (auto line = parser.next()) {
                lines.push_back(*line);
            }
        }
        ASSERT_EQ(lines.size(), 2U) << cut;
        EXPECT_EQ(lines[0].text, "hello out");
        EXPECT_FALSE(lines[0].standardError);
        EXPECT_EQ(base::toRfc3339(lines[0].time), "2026-11-22T19:13:06.000000Z");
        EXPECT_EQ(lines[1].text, "hello err");
        EXPECT_TRUE(lines[1].standardError);
        EXPECT_FALSE(parser.failed());
    }
}

TEST(LogFrameParser, JoinsALineThatCameInPieces)
{
    LogFrameParser parser;
    parser.feed(frame(1, "2026-11-22T19:13:06Z first half, "));
    EXPECT_FALSE(parser.next());
    parser.feed(frame(2, "2026-11-22T19:13:06Z other\n"));
    ASSERT_EQ(parser.next()->text, "other");
    parser.feed(frame(1, "2026-11-22T19:13:07Z second half\n"));
    const auto line = parser.next();
    ASSERT_TRUE(line);
    EXPECT_EQ(line->text, "first half, second half");
    EXPECT_EQ(base::toRfc3339(line->time), "2026-11-22T19:13:06.000000Z");
    parser.feed(frame(1, "2026-11-22T19:13:08Z unfinished"));
    EXPECT_FALSE(parser.next());
    ASSERT_EQ(parser.rest().size(), 1U);
    EXPECT_TRUE(parser.rest().empty());
}

TEST(LogFrameParser, RefusesWhatIsNoFrame)
{
    LogFrameParser parser;
    parser.feed("{\"cause\":\"no frame at all\"}");
    EXPECT_FALSE(parser.next());
    EXPECT_TRUE(parser.failed());
}

TEST(PullTracker, CountsLayers)
{
    PullTracker tracker("127.0.0.1:5000/x:1");
    EXPECT_EQ(tracker.feed(R"({"stream":"Trying to pull 127.0.0.1:5000/x:1...\n"})")->fraction,
              std::nullopt);
    EXPECT_EQ(tracker.feed(R"({"stream":"Getting image source signatures\n"})")->fraction,
              std::nullopt);
    const auto begun = tracker.feed(
        R"({"stream":"Copying blob sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n"})");
    EXPECT_EQ(begun->layer, "0123456789ab");
    EXPECT_EQ(begun->fraction, 0.0);
    const auto config = tracker.feed(
        R"({"stream":"Copying config sha256:fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210\n"})");
    EXPECT_GT(*config->fraction, 0.0);
    EXPECT_LT(*config->fraction, 1.0);
    EXPECT_FALSE(tracker.finished());
    EXPECT_EQ(tracker.feed(R"({"images":["abc"],"id":"abc"})")->fraction, 1.0);
    EXPECT_TRUE(tracker.finished());
    EXPECT_FALSE(tracker.error());
}

TEST(PullTracker, KeepsTheErrorLine)
{
    PullTracker tracker("x:1");
    EXPECT_FALSE(tracker.feed(R"({"error":"manifest unknown"})"));
    ASSERT_TRUE(tracker.error());
    EXPECT_EQ(tracker.error()->code, base::ErrorCode::ImageNotFound);
    EXPECT_FALSE(tracker.finished());
}

/// Recorded from Podman 4.3.1 and shortened.
TEST(StatsReader, ComputesCoresInUseFromTheDifference)
{
    StatsReader reader;
    const auto first = reader.feed(
        R"({"Error":null,"Stats":[{"AvgCPU":65.6,"ContainerID":"2f1d","CPU":50.0,"CPUNano":1000000000,"SystemNano":10000000000,"MemUsage":1335296,"MemLimit":67108864,"PIDs":2}]})");
    ASSERT_TRUE(first);
    ASSERT_EQ(first->size(), 1U);
    EXPECT_DOUBLE_EQ(first->front().cpuCores, 0.5);
    EXPECT_EQ(first->front().memoryBytes, 1335296);
    EXPECT_EQ(first->front().memoryLimitBytes, 67108864);
    EXPECT_EQ(first->front().pids, 2);
    const auto second = reader.feed(
        R"({"Error":null,"Stats":[{"ContainerID":"2f1d","CPU":0,"CPUNano":2500000000,"SystemNano":11000000000}]})");
    ASSERT_TRUE(second);
    EXPECT_DOUBLE_EQ(second->front().cpuCores, 1.5);
}

TEST(StatsReader, EndsWhenAContainerWentAway)
{
    StatsReader reader;
    EXPECT_EQ(reader.feed(R"({"Error":{},"Stats":null})").error().code, base::ErrorCode::NotFound);
    EXPECT_EQ(reader.feed("garbage").error().code, base::ErrorCode::ProtocolError);
}

} // namespace
} // namespace berth::podman
