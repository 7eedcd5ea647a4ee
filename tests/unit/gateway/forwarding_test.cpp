// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/forwarding.h"

#include <gtest/gtest.h>

namespace {

using namespace berth;
using namespace berth::gateway;

Route routeTo(net::Headers extraHeaders)
{
    Route route;
    route.upstream = net::Endpoint::tcp("127.0.0.1", 8000);
    route.extraHeaders = std::move(extraHeaders);
    return route;
}

TEST(Forwarding, tellsTheUpstreamByWhichPrefixItIsKnownAndNobodyElseDoes)
{
    const net::Headers caller{{"X-Forwarded-Prefix", "/evil"}, {"Accept", "a"}};
    const Route route = routeTo({{"x-forwarded-prefix", "/other"}, {"X-Key", "k"}});
    EXPECT_EQ(RequestHeaders(route, "/mcp/slug").with(caller),
              (net::Headers{{"Host", "127.0.0.1:8000"},
                            {"X-Forwarded-Prefix", "/mcp/slug"},
                            {"X-Key", "k"},
                            {"Accept", "a"}}));
    EXPECT_EQ(RequestHeaders(routeTo({})).with(caller),
              (net::Headers{
                  {"Host", "127.0.0.1:8000"}, {"X-Forwarded-Prefix", "/evil"}, {"Accept", "a"}}));
}

TEST(Forwarding, keepsWhatIsOfThisHopToItself)
{
    const net::Headers caller{
        {"Host", "berth"},        {"connection", "keep-alive, X-Mine , close"},
        {"Keep-Alive", "5"},      {"x-mine", "1"},
        {"Authorization", "own"}, {"Accept", "a"},
        {"Content-Length", "3"},  {"Close", "1"}};
    const Route route = routeTo({{"Authorization", "theirs"}});
    EXPECT_EQ(
        RequestHeaders(route).with(caller),
        (net::Headers{{"Host", "127.0.0.1:8000"}, {"Authorization", "theirs"}, {"Accept", "a"}}));
    EXPECT_EQ(responseHeaders({{"Server", "s"},
                               {"Connection", "X-Mine"},
                               {"X-Mine", "1"},
                               {"Content-Type", "text/event-stream"},
                               {"Transfer-Encoding", "chunked"},
                               {"Content-Length", "3"}}),
              (net::Headers{{"Server", "s"},
                            {"Content-Type", "text/event-stream"},
                            {"Content-Length", "3"},
                            {"X-Accel-Buffering", "no"}}));
}

} // namespace
