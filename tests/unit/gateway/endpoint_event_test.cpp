// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoint_event.h"

#include <gtest/gtest.h>

namespace berth::gateway {
namespace {

/// The stream as its client sees it, when it comes in pieces of that size.
std::string through(const std::string &stream, std::size_t pieceBytes)
{
    EndpointEvent endpoint("/mcp/slug");
    std::string seen;
    for (std::size_t at = 0; at < stream.size(); at += pieceBytes) {
        seen += endpoint.feed(stream.substr(at, pieceBytes));
    }
    return seen + endpoint.rest();
}

struct Case
{
    const char *name;
    const char *stream;
    const char *seen;
};

class EndpointEventTest : public testing::TestWithParam<Case>
{};

TEST_P(EndpointEventTest, isTheSameInWhateverPiecesItComes)
{
    for (const std::size_t pieceBytes : {1U, 3U, 7U, 1000U}) {
        EXPECT_EQ(through(GetParam().stream, pieceBytes), GetParam().seen) << pieceBytes;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Streams, EndpointEventTest,
    testing::Values(
        Case{
            "path", "event: endpoint\ndata: /message?sessionId=1\n\nevent: message\ndata: {}\n\n",
            "event: endpoint\ndata: /mcp/slug/message?sessionId=1\n\nevent: message\ndata: {}\n\n"},
        Case{"carriageReturns", "event:endpoint\r\ndata:/message\r\n\r\n",
             "event:endpoint\r\ndata:/mcp/slug/message\r\n\r\n"},
        Case{"wholeAddress", "event: endpoint\ndata: http://127.0.0.1:8000/messages/?s=1\n\n",
             "event: endpoint\ndata: /mcp/slug/messages/?s=1\n\n"},
        Case{"relative", "event: endpoint\ndata: message?s=1\n\n",
             "event: endpoint\ndata: message?s=1\n\n"},
        Case{"another", "event: message\ndata: /message\n\n", "event: message\ndata: /message\n\n"},
        Case{"later", ": hello\n\nevent: endpoint\ndata: /m\n\n",
             ": hello\n\nevent: endpoint\ndata: /m\n\n"},
        Case{"unfinished", "event: endpoint\ndata: /m", "event: endpoint\ndata: /m"},
        Case{"empty", "", ""}),
    [](const auto &chosen) { return std::string(chosen.param.name); });

TEST(EndpointEventTest, holdsNoMoreThanAnEventNeeds)
{
    EndpointEvent endpoint("/mcp/slug");
    const std::string endless = "event: endpoint\ndata: /" + std::string(10000, 'x');
    EXPECT_EQ(endpoint.feed(endless), endless);
}

} // namespace
} // namespace berth::gateway
