// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <gtest/gtest.h>

#include <chrono>

namespace berth::base {
namespace {

constexpr int maxJsonMembers = 4096;

std::string nested(int depth)
{
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + std::string(count, ']');
}

std::string wide(int members)
{
    std::string text = "{";
    for (int i = 0; i < members; ++i) {
        text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
    }
    return text + '}';
}

TEST(ParseJson, KeepsTheOrderOfKeys)
{
    const auto json = parseJson(R"({"z":1,"a":[true,null,"ü"],"m":{}})");
    ASSERT_TRUE(json);
    EXPECT_EQ(toText(*json), R"({"z":1,"a":[true,null,"ü"],"m":{}})");
}

TEST(ParseJson, RefusesMalformedText)
{
    for (const std::string &text :
         {std::string(), std::string("{"), std::string("{]"), std::string("nul"),
          std::string("1 2"), std::string("{\"a\":1,}"), std::string("\"\\x\""),
          std::string("\"\xff\""), std::string("\"\xed\xa0\x80\""), std::string("[1e999]"),
          std::string("NaN"), std::string("]]]]"), std::string("\""), std::string("\"\\"),
          std::string(",,,")}) {
        const auto json = parseJson(text);
        ASSERT_FALSE(json) << text;
        EXPECT_EQ(json.error().code, ErrorCode::InvalidArgument);
    }
}

TEST(ParseJson, RefusesWhatFollowsANul)
{
    using namespace std::string_view_literals;
    for (const auto text : {"{}\0"sv, "{}\0{\"a\":1}"sv, "{\"a\":1\0}"sv}) {
        const auto json = parseJson(text);
        ASSERT_FALSE(json);
        EXPECT_EQ(json.error().code, ErrorCode::InvalidArgument);
    }
}

TEST(ParseJson, ErrorsNeverQuoteTheText)
{
    const auto json = parseJson(R"({"password":"hunter2" oops})");
    ASSERT_FALSE(json);
    EXPECT_EQ(json.error().message.find("hunter2"), std::string::npos);
    EXPECT_EQ(json.error().message.find("oops"), std::string::npos);
}

TEST(ParseJson, BoundsTheDepth)
{
    EXPECT_TRUE(parseJson(nested(maxJsonDepth)));
    EXPECT_FALSE(parseJson(nested(maxJsonDepth + 1)));
    EXPECT_FALSE(parseJson(std::string(10'000'000, '[')));
    EXPECT_TRUE(parseJson('"' + std::string(1000, '[') + "\\\"" + std::string(1000, '{') + '"'));
}

TEST(ParseJson, BoundsTheMembersOfAnObject)
{
    EXPECT_TRUE(parseJson(wide(maxJsonMembers)));
    EXPECT_FALSE(parseJson(wide(maxJsonMembers + 1)));
    std::string list = "[0";
    for (int i = 0; i < 3 * maxJsonMembers; ++i) {
        list += ",{\"a\":0,\"b\":0}";
    }
    EXPECT_TRUE(parseJson(list + ']'));
}

TEST(ParseJson, AHostileObjectDoesNotHang)
{
    const std::string text = wide(1'000'000);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(parseJson(text));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(JsonText, ReplacesBytesThatAreNotUtf8)
{
    EXPECT_EQ(toText(Json("a\xff")), "\"a\xef\xbf\xbd\"");
    EXPECT_EQ(toPrettyText(Json{{"a", 1}}), "{\n  \"a\": 1\n}");
}

TEST(JsonPointer, EscapesSegments)
{
    EXPECT_EQ(appendPointer("", "a"), "/a");
    EXPECT_EQ(appendPointer("/a", "b/c~d"), "/a/b~1c~0d");
    EXPECT_EQ(appendPointer("/a", ""), "/a/");
    EXPECT_EQ(appendPointer("/a", std::size_t{3}), "/a/3");
}

TEST(StringOr, FallsBackOnAnythingElse)
{
    EXPECT_EQ(stringOr(Json{{"a", "x"}}, "a", "f"), "x");
    EXPECT_EQ(stringOr(Json{{"a", 1}}, "a", "f"), "f");
    EXPECT_EQ(stringOr(Json{{"a", "x"}}, "b", "f"), "f");
    EXPECT_EQ(stringOr(Json::array(), "a", "f"), "f");
    EXPECT_EQ(stringOr(Json(), "a"), "");
}

} // namespace
} // namespace berth::base
