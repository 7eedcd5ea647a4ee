// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/rate_limiter.h"
#include "gateway/rpc_peek.h"

#include <gtest/gtest.h>

namespace {

using namespace berth::gateway;
using namespace std::chrono_literals;

RpcFacts peek(std::string_view text, std::size_t pieceSize = 1)
{
    JsonPeek json(16384);
    for (std::size_t i = 0; i < text.size(); i += pieceSize) {
        json.feed(text.substr(i, pieceSize));
    }
    return json.facts();
}

TEST(RpcPeek, findsWhatACallIsForWhereverItStands)
{
    const auto call =
        peek(R"( {"params" : {"arguments":{"name":"no","x":[{"name":"no"}],"y":"\"name\":"},)"
             R"("name":"a\u0062c"},"jsonrpc":"2.0","id":1,"method":"tools/call"} )");
    EXPECT_EQ(call.method, "tools/call");
    EXPECT_EQ(call.name, "abc");
    const auto modern =
        peek(R"({"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/clientInfo":)"
             R"({"name":"Claude","version":"1"},"name":"no"}}})");
    EXPECT_EQ(modern.clientName, "Claude");
    EXPECT_EQ(modern.name, "");
    EXPECT_TRUE(peek(R"([{"method":"ping","id":1}])").isBatch);
    EXPECT_EQ(peek(R"({"params":[{"name":"no"}],"method":"m"})").name, "");
}

TEST(RpcPeek, tellsFailuresApart)
{
    EXPECT_EQ(peek(R"({"error":{"message":"code","code":-32601,"data":{"code":1}}})").errorCode,
              -32601);
    EXPECT_TRUE(peek(R"({"result":{"content":[{"isError":false}],"isError": true}})").isToolError);
    EXPECT_FALSE(peek(R"({"result":{"content":[{"isError":true}]}})").isToolError);
    EXPECT_FALSE(peek(R"({"result":{"isError":"true"}})").isToolError);
    EXPECT_FALSE(peek(R"({"isError":true,"result":null})").isToolError);
    EXPECT_TRUE(peek(R"({"result":null})").hasResult);
}

TEST(RpcPeek, readsNoFurtherThanItMay)
{
    JsonPeek json(64);
    json.feed(R"({"method":")" + std::string(100, 'x') + R"(","params":{"name":"late"}})");
    EXPECT_TRUE(json.isDone());
    EXPECT_EQ(json.facts().name, "");
}

TEST(RpcPeek, takesNoNameForPartOfALongerOne)
{
    const std::string longest(256, 'x');
    for (const std::size_t pieceSize : {1U, 50U, 100000U}) {
        EXPECT_EQ(peek(R"({"method":")" + longest + R"("})", pieceSize).method, longest);
        EXPECT_EQ(peek(R"({"method":")" + longest + R"(x"})", pieceSize).method, "");
        EXPECT_EQ(peek(R"({"method":"\\)" + longest + R"("})", pieceSize).method, "");
        const auto escaped = peek(R"({"method":"a\\","params":{"name":"\"b"}})", pieceSize);
        EXPECT_EQ(escaped.method, R"(a\)");
        EXPECT_EQ(escaped.name, R"("b)");
    }
}

TEST(RpcPeek, stopsAtWhatTheCallIsForWhenTheClientIsKnown)
{
    JsonPeek json(16384);
    json.doWithoutClient();
    json.feed(R"({"method":"tools/call","params":{"_meta":{},)");
    EXPECT_FALSE(json.isDone());
    json.feed(R"("name":"echo","arguments":{"clientInfo)");
    EXPECT_TRUE(json.isDone());
    EXPECT_EQ(json.facts().name, "echo");
    JsonPeek other(16384);
    other.doWithoutClient();
    other.feed(R"({"method":"ping",)");
    EXPECT_TRUE(other.isDone());
}

TEST(RpcPeek, looksIntoWholeAnswersThatSpeakOfErrorsOnly)
{
    const auto facts = [](std::string_view text) {
        AnswerPeek answer(false);
        answer.feedWhole(text);
        EXPECT_TRUE(answer.isDone()) << text;
        return answer.facts();
    };
    EXPECT_FALSE(facts(R"({"id":1,"result":{"content":[]}})").isToolError);
    EXPECT_FALSE(facts(R"({"id":1,"result":{"isError" : false,"content":[]}})").isToolError);
    EXPECT_TRUE(facts(R"({"id":1,"result":{"content":[],"isError":true}})").isToolError);
    EXPECT_TRUE(facts(R"({"result":{"a":{"isError":false},"isError": true}})").isToolError);
    EXPECT_FALSE(facts(R"({"id":1,"result":{"text":"an error"}})").hasError);
    EXPECT_EQ(facts(R"({"id":1,"error":{"code":-32601}})").errorCode, -32601);
}

TEST(RpcPeek, findsTheAnswerAmongEventsHoweverTheyArePacked)
{
    const std::string text =
        "event: message\r\nid: 7\r\ndata: {\"method\":\"notifications/message\",\"params\":{}}\r\n"
        "\r\n: keep\r\n\r\ndata:{\"id\":1,\"error\":{\"code\":-32000}}\r\n\r\n";
    for (const std::size_t size : {std::size_t(1), std::size_t(7), text.size()}) {
        AnswerPeek answer(true);
        for (std::size_t i = 0; i < text.size(); i += size) {
            answer.feed(std::string_view(text).substr(i, size));
        }
        EXPECT_TRUE(answer.isDone());
        EXPECT_EQ(answer.facts().errorCode, -32000) << size;
    }
}

TEST(RpcPeek, survivesNonsense)
{
    for (const char *text : {"}}}}", "{{{{\"a\"", "]", "\"", "{\"method\":\"\\", "{\"a\":[}]}{",
                             "nonsense", "{\"error\":{\"code\":99999999999999999999}}"}) {
        EXPECT_EQ(peek(text).method, "") << text;
    }
    EXPECT_EQ(peek(std::string(10000, '[')).method, "");
    EXPECT_EQ(peek("{\"params\":" + std::string(10000, '[')).method, "");
}

TEST(RateLimiter, letsAMinutesCallsThroughAndThenOneAfterTheOther)
{
    RateLimiter limiter;
    const RateLimiter::TimePoint start{};
    for (int i = 0; i < 60; ++i) {
        EXPECT_FALSE(limiter.refuse("a", 60, start)) << i;
    }
    EXPECT_EQ(limiter.refuse("a", 60, start), 1s);
    EXPECT_FALSE(limiter.refuse("b", 60, start)) << "each client by itself";
    EXPECT_FALSE(limiter.refuse("a", 60, start + 1s));
    EXPECT_EQ(limiter.refuse("a", 60, start + 1s), 1s);
    EXPECT_FALSE(limiter.refuse("a", 0, start + 1s)) << "no limit";
    EXPECT_EQ(limiter.refuse("a", 2, start + 1s), 30s) << "a limit that was lowered";
}

} // namespace
