// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/redis_answers.h"
#include "support/process/run_task.h"

#include <gtest/gtest.h>

namespace berth::connections {
namespace {

using base::ErrorCode;
using redis::Reply;

TEST(ScriptError, OfRedis7)
{
    const auto error =
        scriptError("OOM command not allowed when used memory > 'maxmemory'. script: 5a, on "
                    "@user_script:12.");
    EXPECT_EQ(error.code, ErrorCode::LimitReached);
    EXPECT_NE(error.message.find("Redis has no memory left"), std::string::npos) << error.message;
}

TEST(ScriptError, OfRedis6IsFoundBehindItsPlace)
{
    const auto whole = scriptError("ERR Error running script (call to f_5a): @user_script:12: "
                                   "@user_script: 12: -OOM command not allowed when used memory.");
    EXPECT_EQ(whole.code, ErrorCode::LimitReached);
    EXPECT_NE(whole.details.find("f_5a"), std::string::npos) << "the whole text is kept";
    EXPECT_EQ(scriptError("@user_script: 12: -READONLY You can't write").code,
              ErrorCode::Unavailable);
}

TEST(ScriptError, WithoutAKnownCause)
{
    EXPECT_EQ(scriptError("ERR Error running script: what").code, ErrorCode::ProtocolError);
    EXPECT_EQ(scriptError("").code, ErrorCode::ProtocolError);
}

Pipeline answering(std::vector<Reply> replies)
{
    return [replies](std::vector<redis::Command>) -> net::Task<std::vector<Reply>> {
        co_return replies;
    };
}

TEST(Ask, RefusesMoreAnswersThanQuestions)
{
    boost::asio::io_context context{1};
    const auto reply =
        test::runTask(context, ask(answering({Reply(), Reply()}), redis::Command{"PING"}));
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, ErrorCode::ProtocolError);
}

TEST(Ask, AnErrorAmongTheAnswersIsTheErrorOfTheWhole)
{
    Reply refused;
    refused.kind = Reply::Kind::Error;
    refused.text = "NOPERM no";
    boost::asio::io_context context{1};
    const auto replies = test::runTask(
        context, ask(answering({Reply(), refused}),
                     std::vector<redis::Command>{redis::Command{"PING"}, redis::Command{"GET"}}));
    ASSERT_FALSE(replies);
    EXPECT_EQ(replies.error().code, ErrorCode::Forbidden);
}

} // namespace
} // namespace berth::connections
