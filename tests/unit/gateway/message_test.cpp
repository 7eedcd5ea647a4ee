// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/rpc_message.h"

#include <gtest/gtest.h>

namespace berth::gateway {
namespace {

RpcMessage read(std::string text)
{
    auto message = readClientMessage(std::move(text));
    EXPECT_TRUE(message) << message.error().message;
    return message ? *message : RpcMessage{};
}

int codeOf(std::string text)
{
    const auto message = readClientMessage(std::move(text));
    return message ? 0 : message.error().code;
}

TEST(Message, WhatABridgeReplacesIsFoundWhereItStands)
{
    const RpcMessage message =
        read(R"({ "params": {"x":{"progressToken":1}, "_meta":{"progressToken" : "t"} },)"
             R"( "id": "a\"b", "method":"tools\/call", "jsonrpc":"2.0"})");
    EXPECT_EQ(message.kind, RpcMessage::Kind::Request);
    EXPECT_EQ(message.method, "tools/call");
    EXPECT_EQ(message.idText(), R"("a\"b")");
    EXPECT_EQ(message.progressToken.in(message.text), "\"t\"");
}

TEST(Message, ReplacingLeavesEveryOtherByteAlone)
{
    const RpcMessage message =
        read("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"n\":1.50e+3,"
             "\"big\":123456789012345678901234567890,\"nbsp\":\"\xC2\xA0\",\"e\":\"\\u00e9\\/\"}}");
    std::string expected = message.text;
    expected.replace(expected.find("\"id\":1,") + 5, 1, "42");
    EXPECT_EQ(withReplacements(message.text, {{message.id, "42"}}), expected);
}

TEST(Message, AddingMovesWhatStandsBehind)
{
    for (
        const char *text :
        {R"({"id":7,"params":{"a":1,"_meta":{"progressToken":"t"}},"jsonrpc":"2.0","method":"m"})",
         R"({"jsonrpc":"2.0","method":"m","params":{"_meta":{"progressToken":3},"a":[]},"id":"i"})"}) {
        const RpcMessage message = read(text);
        const RpcMessage added =
            withAdded(message, message.param("_meta").begin + 1, R"("x": {"y":1},)");
        const RpcMessage expected = read(added.text);
        EXPECT_EQ(added.idText(), message.idText());
        EXPECT_EQ(added.progressToken.in(added.text), message.progressToken.in(message.text));
        EXPECT_EQ(added.params.in(added.text), expected.params.in(expected.text));
        EXPECT_EQ(added.param("a").in(added.text), message.param("a").in(message.text));
        EXPECT_EQ(added.param("_meta").in(added.text), expected.param("_meta").in(expected.text));
    }
}

TEST(Message, IdsKeepTheirTypeApart)
{
    EXPECT_NE(idKey("1"), idKey("\"1\""));
    EXPECT_EQ(idKey("\"\\u0061\""), idKey("\"a\""));
}

TEST(Message, WhatIsNoMessageIsRefusedWithJsonRpcsCode)
{
    EXPECT_EQ(codeOf("{"), rpc::parseError);
    EXPECT_EQ(codeOf(""), rpc::parseError);
    EXPECT_EQ(codeOf("{\"a\":\"\xC3\"}"), rpc::parseError);
    EXPECT_EQ(codeOf("{\"a\":01}"), rpc::parseError);
    EXPECT_EQ(codeOf("{\"a\":\"\n\"}"), rpc::parseError);
    EXPECT_EQ(codeOf("{\"a\":" + std::string(400, '[') + std::string(400, ']') + "}"),
              rpc::parseError);
    EXPECT_EQ(codeOf("[]"), rpc::invalidRequest);
    EXPECT_EQ(codeOf(R"({"id":1,"method":"m"})"), rpc::invalidRequest);
    EXPECT_EQ(codeOf(R"({"jsonrpc":"2.0","id":null,"method":"m"})"), rpc::invalidRequest);
    EXPECT_EQ(codeOf(R"({"jsonrpc":"2.0","id":1.5,"method":"m"})"), rpc::invalidRequest);
    EXPECT_EQ(codeOf(R"({"jsonrpc":"2.0","id":1,"method":2})"), rpc::invalidRequest);
    EXPECT_EQ(codeOf(R"({"jsonrpc":"2.0","id":1})"), rpc::invalidRequest);
    EXPECT_EQ(codeOf(R"({"jsonrpc":"2.0","id":1,"method":"m","params":[]})"), rpc::invalidRequest);
}

TEST(Message, aNameThatOccursTwiceIsRefusedHoweverItIsWritten)
{
    EXPECT_EQ(codeOf(R"({"jsonrpc":"2.0","id":1,"method":"m","\u0069d":2})"), rpc::invalidRequest);
}

TEST(Message, aServerMayWriteWhatAClientMayNot)
{
    EXPECT_TRUE(readServerMessage("{\"id\":1,\"result\":{\"t\":\"\xC3\\ud800\"}}"));
    EXPECT_FALSE(readServerMessage("Server ready"));
    EXPECT_FALSE(readServerMessage("{\"id\":1}"));
}

TEST(Message, aMessageGoesOutAsOneLine)
{
    EXPECT_EQ(asLine("{\n\"a\":\r\n1}"), "{ \"a\":  1}");
}

} // namespace
} // namespace berth::gateway
