// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/stdio_frames.h"

#include <gtest/gtest.h>

#include <vector>

namespace berth::gateway {
namespace {

using namespace std::string_literals;

std::string frame(char stream, const std::string &payload)
{
    std::string bytes{stream, 0, 0, 0};
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        bytes += static_cast<char>(payload.size() >> shift & 0xFFU);
    }
    return bytes + payload;
}

struct Reader
{
    explicit Reader(std::size_t limit)
        : lines(limit, {[this](std::string line) { seen.push_back(std::move(line)); },
                        [this](const OversizedLine &line) { oversized.push_back(line); }})
    {}

    std::vector<std::string> seen;
    std::vector<OversizedLine> oversized;
    MessageLines lines;
};

TEST(StdioFrames, OutputAndErrorAreToldApartHoweverTheBytesCome)
{
    const std::string bytes =
        frame(1, "one\n") + frame(2, "trouble") + frame(1, "tw") + frame(1, "") + frame(1, "o\n");
    for (std::size_t step = 1; step <= bytes.size(); ++step) {
        std::string output;
        std::string error;
        FrameSplitter splitter([&](FrameSplitter::Stream stream, std::string_view part) {
            (stream == FrameSplitter::Stream::Error ? error : output).append(part);
        });
        for (std::size_t at = 0; at < bytes.size(); at += step) {
            ASSERT_TRUE(splitter.feed(std::string_view(bytes).substr(at, step)));
        }
        EXPECT_EQ(output, "one\ntwo\n") << step;
        EXPECT_EQ(error, "trouble") << step;
    }
}

TEST(StdioFrames, aHeaderThatMakesNoSenseEndsIt)
{
    FrameSplitter splitter([](FrameSplitter::Stream, std::string_view) {});
    EXPECT_FALSE(splitter.feed("{\"jsonrpc\":\"2.0\"}"));
    EXPECT_FALSE(splitter.feed(frame(1, "x")));
}

TEST(StdioFrames, LinesAreCutAndBlankOnesSkipped)
{
    Reader reader(100);
    for (const char *piece : {"{\"a\"", ":1}\n\n \r\n{", "}\nrest"}) {
        reader.lines.feed(piece);
    }
    EXPECT_EQ(reader.seen, (std::vector<std::string>{"{\"a\":1}", "{}"}));
}

TEST(StdioFrames, OfALineBeyondTheLimitOnlyTheEndsAreKept)
{
    Reader reader(2000);
    reader.lines.feed("{\"id\":7,");
    for (int i = 0; i < 1000; ++i) {
        reader.lines.feed(std::string(1000, 'x'));
        ASSERT_LT(reader.lines.bufferedBytes(), 4000U);
    }
    reader.lines.feed(",\"id\":8}\nnext\n");
    ASSERT_EQ(reader.oversized.size(), 1U);
    EXPECT_TRUE(reader.oversized[0].head.starts_with("{\"id\":7,xx"));
    EXPECT_TRUE(reader.oversized[0].tail.ends_with("x,\"id\":8}"));
    EXPECT_EQ(reader.seen, std::vector<std::string>{"next"});
}

} // namespace
} // namespace berth::gateway
