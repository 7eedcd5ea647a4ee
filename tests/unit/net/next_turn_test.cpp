// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/next_turn.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace berth::tests {
namespace {

using net::NextTurn;

class NextTurnTest : public testing::Test
{
protected:
    boost::asio::awaitable<void> say(std::string first, std::string then)
    {
        said += first;
        co_await turn->come();
        said += then;
    }
    boost::asio::awaitable<void> sayThrice()
    {
        auto first = say("1", "2");
        co_await std::move(first);
        auto second = say("", "3");
        co_await std::move(second);
    }
    void start(boost::asio::awaitable<void> coroutine)
    {
        boost::asio::co_spawn(*context, std::move(coroutine), boost::asio::detached);
    }

    std::unique_ptr<boost::asio::io_context> context = std::make_unique<boost::asio::io_context>();
    std::shared_ptr<NextTurn> turn = std::make_shared<NextTurn>(context->get_executor());
    std::string said;
};

TEST_F(NextTurnTest, comesWhenAllThatWasReadyHasRun)
{
    start(say("a", "A"));
    start(say("b", "B"));
    boost::asio::post(*context, [this] { said += "-"; });
    context->run();
    EXPECT_EQ(said, "ab-AB");
}

TEST_F(NextTurnTest, isAnotherOneForWhoComesDuringIt)
{
    start(sayThrice());
    start(say("a", "A"));
    context->run();
    EXPECT_EQ(said, "1a2A3");
}

boost::asio::awaitable<void> hold(std::shared_ptr<NextTurn> turn)
{
    co_await turn->come();
}

TEST_F(NextTurnTest, keepsNobodyWhoseExecutorIsGone)
{
    start(hold(turn));
    context->run_one();
    std::weak_ptr<NextTurn> held = turn;
    turn.reset();
    EXPECT_FALSE(held.expired()) << "the coroutine waits and owns it";
    context.reset();
    EXPECT_TRUE(held.expired());
}

} // namespace
} // namespace berth::tests
