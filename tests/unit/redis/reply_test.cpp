// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/command.h"
#include "redis/reply.h"

#include <gtest/gtest.h>

namespace berth::redis {
namespace {

using base::ErrorCode;
using Kind = Reply::Kind;

Reply text(std::string value)
{
    return Reply{Kind::Text, 0, std::move(value), {}};
}

/// Everything that `bytes` hold when they come in pieces of `step`.
std::vector<Reply> repliesIn(const std::string &bytes, std::size_t step)
{
    ReplyParser parser;
    std::vector<Reply> all;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        EXPECT_TRUE(parser.feed(std::string_view(bytes).substr(at, step)));
        while (true) {
            auto reply = parser.next();
            EXPECT_TRUE(reply);
            if (!reply || !*reply) {
                break;
            }
            all.push_back(std::move(**reply));
        }
    }
    return all;
}

TEST(ReplyParser, EveryKindHoweverItIsCut)
{
    const std::string bytes =
        "+OK\r\n:-42\r\n$-1\r\n$5\r\na\r\nb" + std::string(1, '\0') + "\r\n" +
        "*3\r\n$7\r\nmessage\r\n*2\r\n:1\r\n*0\r\n-ERR no\r\n*-1\r\n-NOPERM x\r\n";
    const Reply inner{
        Kind::Array, 0, {}, {Reply{Kind::Integer, 1, {}, {}}, Reply{Kind::Array, 0, {}, {}}}};
    const std::vector<Reply> wanted{
        text("OK"),
        Reply{Kind::Integer, -42, {}, {}},
        Reply{},
        text(std::string("a\r\nb\0", 5)),
        Reply{Kind::Array, 0, {}, {text("message"), inner, Reply{Kind::Error, 0, "ERR no", {}}}},
        Reply{},
        Reply{Kind::Error, 0, "NOPERM x", {}}};
    for (const std::size_t step : {std::size_t(1), std::size_t(2), std::size_t(7), bytes.size()}) {
        EXPECT_EQ(repliesIn(bytes, step), wanted) << "in pieces of " << step;
    }
}

TEST(ReplyParser, GarbageEndsIt)
{
    for (const std::string bytes :
         {"HTTP/1.1 400 Bad Request\r\n", "$x\r\n", "*x\r\n", ":1x\r\n"}) {
        ReplyParser parser;
        const bool fed = parser.feed(bytes).has_value();
        const auto reply = parser.next();
        ASSERT_TRUE(!fed || !reply) << bytes;
        EXPECT_EQ(reply.error().code, ErrorCode::ProtocolError);
        EXPECT_FALSE(parser.next()) << "there is no way back";
    }
}

TEST(ReplyParser, DeepNestingEndsIt)
{
    std::string bytes;
    for (int depth = 0; depth < 200; ++depth) {
        bytes += "*1\r\n";
    }
    ReplyParser parser;
    static_cast<void>(parser.feed(bytes));
    EXPECT_FALSE(parser.next());
}

TEST(ReplyParser, AnAnnouncedSizeCostsNothing)
{
    ReplyParser parser;
    ASSERT_TRUE(parser.feed("*2000000000\r\n"));
    const auto reply = parser.next();
    ASSERT_TRUE(reply);
    EXPECT_FALSE(*reply);
}

TEST(ReplyParser, TooLargeAReplyEndsIt)
{
    ReplyParser parser(100);
    ASSERT_TRUE(parser.feed("$1000\r\n" + std::string(80, 'x')));
    ASSERT_TRUE(parser.next());
    ASSERT_TRUE(parser.feed(std::string(80, 'x')));
    const auto reply = parser.next();
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, ErrorCode::ProtocolError);
}

TEST(ReplyParser, ManySmallRepliesAreNotOneLarge)
{
    ReplyParser parser(100);
    std::string bytes;
    for (int i = 0; i < 1000; ++i) {
        bytes += ":1\r\n";
    }
    ASSERT_TRUE(parser.feed(bytes + ":"));
    int count = 0;
    for (auto reply = parser.next(); reply && *reply; reply = parser.next()) {
        ++count;
    }
    EXPECT_EQ(count, 1000);
    EXPECT_TRUE(parser.next());
}

TEST(ReplyParser, WhatIsHalfReadGoesWithIt)
{
    ReplyParser parser; // the leak sanitizer looks
    ASSERT_TRUE(parser.feed("*3\r\n$3\r\nabc\r\n*2\r\n:1\r\n"));
    ASSERT_TRUE(parser.next());
}

TEST(Command, IsAnArrayOfBulkStrings)
{
    std::string out;
    appendCommand(out, {"SET", "k\r\n", std::string("\0", 1), ""});
    EXPECT_EQ(out, std::string("*4\r\n$3\r\nSET\r\n$3\r\nk\r\n\r\n$1\r\n\0\r\n$0\r\n\r\n", 35));
}

TEST(ErrorOf, CodesThatCodeBranchesOn)
{
    EXPECT_EQ(errorOf("NOAUTH Authentication required.", "h:1").code, ErrorCode::Unauthorized);
    EXPECT_EQ(errorOf("NOPERM this user has no permissions", "h:1").code, ErrorCode::Forbidden);
    EXPECT_EQ(errorOf("OOM command not allowed", "h:1").code, ErrorCode::LimitReached);
    EXPECT_EQ(errorOf("LOADING Redis is loading", "h:1").code, ErrorCode::Unavailable);
    EXPECT_EQ(errorOf("BUSYGROUP exists", "h:1").code, ErrorCode::AlreadyExists);
    const base::Error unknown = errorOf("ERR unknown command", "h:1");
    EXPECT_EQ(unknown.code, ErrorCode::ProtocolError);
    EXPECT_NE(unknown.message.find("h:1"), std::string::npos);
    EXPECT_EQ(unknown.details, "ERR unknown command");
}

} // namespace
} // namespace berth::redis
