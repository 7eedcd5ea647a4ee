// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/redis/redis_test.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

namespace berth::redis {
namespace {

namespace asio = net::asio;
using base::ErrorCode;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using test::optionsFor;
using test::RedisServer;

class Connection : public RedisTest
{
protected:
    RedisServer m_server;
};

TEST_F(Connection, AnswersOverTcp)
{
    const auto connection = opened(optionsFor(m_server.url()));
    const auto reply = run(connection->command({"ECHO", std::string("a\0\r\nb", 5)}));
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_TRUE(reply->isText(std::string("a\0\r\nb", 5)));
}

TEST_F(Connection, AnswersOverAUnixSocket)
{
    const auto connection = opened(optionsFor(m_server.unixUrl()));
    const auto reply = run(connection->command({"PING"}));
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_TRUE(reply->isText("PONG"));
}

TEST_F(Connection, UsesTheDatabaseOfTheUrl)
{
    const auto third = opened(optionsFor(m_server.url({}, "/3")));
    ASSERT_TRUE(run(third->command({"SET", "key", "value"})));
    const auto first = opened(optionsFor(m_server.url()));
    const auto there = run(third->command({"GET", "key"}));
    const auto elsewhere = run(first->command({"GET", "key"}));
    ASSERT_TRUE(there && elsewhere);
    EXPECT_TRUE(there->isText("value"));
    EXPECT_EQ(elsewhere->kind, Reply::Kind::Nil);
}

TEST_F(Connection, ADatabaseThatIsNotThereIsNamed)
{
    const auto connection = open(optionsFor(m_server.url({}, "/16")));
    ASSERT_FALSE(connection);
    EXPECT_EQ(connection.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(connection.error().message.find("database 16"), std::string::npos);
}

TEST_F(Connection, AnErrorReplyHarmsNothingElse)
{
    const auto connection = opened(optionsFor(m_server.url()));
    ASSERT_TRUE(run(connection->command({"SET", "key", "text"})));
    const auto refused = run(connection->command({"LPUSH", "key", "x"}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
    EXPECT_TRUE(run(connection->command({"PING"})));
}

TEST_F(Connection, TenThousandCoroutinesGetTheirOwnAnswers)
{
    const auto connection = opened(optionsFor(m_server.unixUrl()));
    constexpr int count = 10000;
    int right = 0;
    int ended = 0;
    const auto ask = [&](int number) -> asio::awaitable<void> {
        Command command{"ECHO", std::to_string(number)};
        auto reply = co_await connection->command(std::move(command));
        right += reply && reply->isText(std::to_string(number)) ? 1 : 0;
        ++ended;
    };
    for (int number = 0; number < count; ++number) {
        asio::co_spawn(m_context, ask(number), asio::detached);
    }
    EXPECT_TRUE(runUntil([&] { return ended == count; }));
    EXPECT_EQ(right, count);
}

TEST_F(Connection, PipelineKeepsOrderAndShowsErrorsInPlace)
{
    const auto connection = opened(optionsFor(m_server.url()));
    std::vector<Command> commands;
    for (int number = 1; number <= 10000; ++number) {
        commands.push_back({"INCR", "counter"});
    }
    commands.push_back({"LPUSH", "counter", "x"});
    const auto replies = run(connection->pipeline(commands));
    ASSERT_TRUE(replies) << replies.error().message;
    ASSERT_EQ(replies->size(), commands.size());
    for (std::size_t i = 0; i < 10000; ++i) {
        ASSERT_EQ((*replies)[i].integer, static_cast<std::int64_t>(i) + 1);
    }
    EXPECT_EQ(replies->back().kind, Reply::Kind::Error);
}

TEST_F(Connection, AnEmptyPipelineIsDoneAtOnce)
{
    const auto connection = opened(optionsFor(m_server.url()));
    const auto replies = run(connection->pipeline({}));
    ASSERT_TRUE(replies);
    EXPECT_TRUE(replies->empty());
}

TEST_F(Connection, AMegabyteGoesThereAndBack)
{
    const auto connection = opened(optionsFor(m_server.url()));
    const std::string large(5U << 20U, 'x');
    const auto reply = run(connection->command({"ECHO", large}));
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_TRUE(reply->isText(large));
}

TEST_F(Connection, CancellationLeavesTheOthersTheirAnswers)
{
    using namespace asio::experimental::awaitable_operators;
    const auto connection = opened(optionsFor(m_server.url()));
    const auto other = opened(optionsFor(m_server.url()));
    const auto giveUp = [&]() -> net::Task<> {
        asio::steady_timer timer(m_context, milliseconds(50));
        Command wait{"BLPOP", "list", "0"};
        auto waiting = connection->command(std::move(wait));
        auto first = co_await (std::move(waiting) || timer.async_wait(asio::use_awaitable));
        if (first.index() != 1) {
            co_return base::fail(ErrorCode::Internal, "BLPOP ended before it was cancelled.");
        }
        co_return base::Status();
    };
    const auto gaveUp = run(giveUp());
    ASSERT_TRUE(gaveUp) << gaveUp.error().message;
    ASSERT_TRUE(run(other->command({"LPUSH", "list", "late"})));
    const auto reply = run(connection->command({"ECHO", "mine"}));
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_TRUE(reply->isText("mine"));
}

TEST_F(Connection, CuttingItEndsWhatWaits)
{
    const auto connection = opened(optionsFor(m_server.url()));
    const auto other = opened(optionsFor(m_server.url()));
    const auto id = run(connection->command({"CLIENT", "ID"}));
    ASSERT_TRUE(id);
    base::Result<Reply> waiting;
    base::Status closed;
    bool ended = false;
    bool sawClosed = false;
    const auto wait = [&]() -> asio::awaitable<void> {
        Command command{"BLPOP", "list", "0"};
        waiting = co_await connection->command(std::move(command));
        ended = true;
    };
    const auto watch = [&]() -> asio::awaitable<void> {
        closed = co_await connection->closed();
        sawClosed = true;
    };
    asio::co_spawn(m_context, wait(), asio::detached);
    asio::co_spawn(m_context, watch(), asio::detached);
    ASSERT_TRUE(run(other->command({"CLIENT", "KILL", "ID", std::to_string(id->integer)})));
    ASSERT_TRUE(runUntil([&] { return ended && sawClosed; }));
    ASSERT_FALSE(waiting);
    EXPECT_EQ(waiting.error().code, ErrorCode::ConnectionLost);
    EXPECT_EQ(closed.error().code, ErrorCode::ConnectionLost);
    EXPECT_FALSE(connection->isOpen());
    EXPECT_EQ(run(connection->command({"PING"})).error().code, ErrorCode::ConnectionLost);
}

TEST_F(Connection, AFrozenServerTimesOut)
{
    auto options = optionsFor(m_server.url());
    options.commandTimeout = milliseconds(300);
    const auto connection = opened(options);
    m_server.pause();
    const auto begin = steady_clock::now();
    const auto reply = run(connection->command({"PING"}));
    EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(5));
    m_server.resume();
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, ErrorCode::Timeout);
    EXPECT_FALSE(connection->isOpen()) << "the answers would no longer fit the questions";
}

TEST_F(Connection, AnIdleConnectionHasNoTimeout)
{
    auto options = optionsFor(m_server.url());
    options.commandTimeout = milliseconds(100);
    const auto connection = opened(options);
    asio::steady_timer longer(m_context, milliseconds(400));
    bool passed = false;
    longer.async_wait([&passed](const auto &) { passed = true; });
    ASSERT_TRUE(runUntil([&] { return passed; }));
    EXPECT_TRUE(run(connection->command({"PING"})));
}

TEST_F(Connection, AServerThatSaysNothingTimesOut)
{
    m_server.pause(); // the kernel accepts the connection for it
    auto options = optionsFor(m_server.url());
    options.connectTimeout = milliseconds(300);
    const auto connection = open(options);
    m_server.resume();
    ASSERT_FALSE(connection);
    EXPECT_EQ(connection.error().code, ErrorCode::Timeout);
}

TEST_F(Connection, NobodyThere)
{
    const std::string url = m_server.url();
    m_server.kill();
    const auto overTcp = open(optionsFor(url));
    ASSERT_FALSE(overTcp);
    EXPECT_EQ(overTcp.error().code, ErrorCode::Unavailable);
    const auto overSocket = open(optionsFor("unix:///nowhere/redis.sock"));
    ASSERT_FALSE(overSocket);
    EXPECT_EQ(overSocket.error().code, ErrorCode::Unavailable);
    EXPECT_NE(overSocket.error().message.find("/nowhere/redis.sock"), std::string::npos);
}

TEST_F(Connection, ClosingEndsWhatWaits)
{
    auto connection = opened(optionsFor(m_server.url()));
    base::Result<Reply> waiting;
    bool ended = false;
    const auto wait = [&]() -> asio::awaitable<void> {
        Command command{"BLPOP", "list", "0"};
        waiting = co_await connection->command(std::move(command));
        ended = true;
    };
    asio::co_spawn(m_context, wait(), asio::detached);
    m_context.restart();
    m_context.poll();
    connection.reset();
    ASSERT_TRUE(runUntil([&] { return ended; }));
    ASSERT_FALSE(waiting);
    EXPECT_EQ(waiting.error().code, ErrorCode::Cancelled);
}

TEST(ConnectionLife, AnEventLoopThatEndsFirstIsNoProblem)
{
    RedisServer server;
    auto context = std::make_unique<boost::asio::io_context>(1);
    auto connection = test::runTask(
        *context, RedisConnection::open(context->get_executor(), optionsFor(server.url())));
    ASSERT_TRUE(connection);
    connection->reset();
    context.reset();
}

} // namespace
} // namespace berth::redis
