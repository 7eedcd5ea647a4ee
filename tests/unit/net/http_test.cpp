// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "loop.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "net/wakeup.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include <filesystem>

#include <sys/stat.h>

namespace berth::tests {

using base::ErrorCode;
using namespace std::chrono_literals;
using namespace net;
using namespace asio::experimental::awaitable_operators;

namespace {

// Made outside of the coroutine: g++ 12 cannot have an initializer list in a co_await expression.
HttpResponse reply(int status, std::string body)
{
    return {status, {}, std::move(body)};
}

asio::awaitable<void> answer(ServerExchange &exchange)
{
    if (exchange.target() == "/throw") {
        throw std::runtime_error("boom");
    }
    if (exchange.target() == "/silent") {
        co_await exchange.waitForClose();
        co_return;
    }
    if (exchange.target() == "/stream") {
        co_await exchange.start(HttpResponseHead());
        while (true) {
            const auto piece = co_await exchange.readSome();
            if (!piece || piece->empty()) {
                break;
            }
            co_await exchange.write(*piece);
        }
        co_await exchange.finish();
        co_return;
    }
    auto body = co_await exchange.readBody(1024);
    if (!body) {
        co_await exchange.respond(reply(413, "too large"));
        co_return;
    }
    auto response = reply(200, "got " + *body);
    response.headers.set("X-Method", exchange.method());
    co_await exchange.respond(std::move(response));
}

/// What comes until `end` of it, or until the connection ends.
asio::awaitable<std::string> readUntil(asio::ip::tcp::socket &socket, std::string end)
{
    std::string text;
    boost::system::error_code error;
    co_await asio::async_read_until(socket, asio::dynamic_buffer(text), end,
                                    asio::redirect_error(asio::use_awaitable, error));
    EXPECT_FALSE(error) << error.message() << " after " << text;
    co_return text;
}

class Http : public testing::Test
{
protected:
    void SetUp() override
    {
        const auto listening = server.listenTcp("127.0.0.1", 0);
        ASSERT_TRUE(listening) << listening.error().message;
        port = *listening;
    }

    std::string raw(std::string bytes)
    {
        return loop.run(rawExchange(port, std::move(bytes)));
    }
    std::string statusOf(const std::string &bytes)
    {
        return raw(bytes).substr(0, 12);
    }

    Loop loop;
    HttpServer server{loop.io.get_executor(), answer, {200ms, 500ms, 4096, 16}};
    std::uint16_t port = 0;
};

} // namespace

TEST_F(Http, AnswersAndKeepsTheConnection)
{
    HttpClient client(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
    for (int i = 0; i < 3; ++i) {
        const auto response = loop.run(client.request({"POST", "/", {}, "hello"}, 5s));
        ASSERT_TRUE(response) << response.error().message;
        EXPECT_EQ(response->status, 200);
        EXPECT_EQ(response->body, "got hello");
        EXPECT_EQ(response->headers.get("x-method"), "POST");
    }
    const auto head = loop.run(client.request({"HEAD", "/", {}, {}}, 5s));
    ASSERT_TRUE(head) << head.error().message;
    EXPECT_EQ(head->body, "");
}

TEST_F(Http, RefusesWhatCouldBeReadInTwoWays)
{
    const std::string post = "POST / HTTP/1.1\r\nHost: x\r\n";
    EXPECT_EQ(statusOf(post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
              "HTTP/1.1 400");
    EXPECT_EQ(statusOf(post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
              "HTTP/1.1 400");
    EXPECT_EQ(statusOf(post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
              "HTTP/1.1 400");
    EXPECT_EQ(statusOf(post + "Content-Length: 5, 5\r\n\r\nhello"), "HTTP/1.1 400");
    EXPECT_EQ(statusOf(post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), "HTTP/1.1 400");
    EXPECT_EQ(statusOf(post + "Content-Length : 5\r\n\r\nhello"), "HTTP/1.1 400");
    EXPECT_EQ(statusOf(post + "X-A: b\r\n folded\r\n\r\n"), "HTTP/1.1 400");
    EXPECT_EQ(statusOf("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"), "HTTP/1.1 400");
    EXPECT_EQ(statusOf("GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 400");
    EXPECT_EQ(statusOf("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(8192, 'a') + "\r\n\r\n"),
              "HTTP/1.1 431");
}

TEST_F(Http, CutsOffSlowHeads)
{
    EXPECT_EQ(raw("GET / HTTP/1.1\r\nHo"), "");
}

TEST_F(Http, AnswersPipelinedRequestsInOrder)
{
    const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n";
    const auto both = raw(get + "\r\n" + get + "Connection: close\r\n\r\n");
    EXPECT_NE(both.find("got ", both.find("got ") + 1), std::string::npos) << both;
}

/// Answers the first request when the second has just come, to the read that looks whether the
/// caller goes away.
struct AnswersAsTheNextOneComes
{
    asio::awaitable<void> operator()(ServerExchange &exchange)
    {
        if (exchange.target() == "/first") {
            asio::steady_timer passed(executor, 0ms);
            co_await (exchange.waitForClose() ||
                      passed.async_wait(asio::as_tuple(asio::use_awaitable)));
            asio::post(executor, [this] {
                asio::write(caller, asio::buffer(second));
                asio::post(executor, [this] { hasCome.wakeAtOnce(); });
            });
            co_await hasCome.wait();
        }
        co_await exchange.respond(reply(200, exchange.target()));
    }

    asio::any_io_executor executor;
    asio::ip::tcp::socket &caller;
    std::string second;
    Wakeup hasCome{executor};
};

TEST_F(Http, TakesARequestThatComesJustWhenTheOneBeforeIsAnswered)
{
    const std::string end = " HTTP/1.1\r\nHost: x\r\n\r\n";
    asio::ip::tcp::socket caller(loop.io);
    AnswersAsTheNextOneComes handler{loop.io.get_executor(), caller, "GET /second" + end};
    HttpServer eager(loop.io.get_executor(),
                     [&handler](ServerExchange &exchange) { return handler(exchange); },
                     {200ms, 500ms, 4096, 16});
    const auto listening = eager.listenTcp("127.0.0.1", 0);
    ASSERT_TRUE(listening) << listening.error().message;
    caller.connect({asio::ip::address_v4::loopback(), *listening});
    asio::write(caller, asio::buffer("GET /first" + end));
    const auto answers = loop.run(readUntil(caller, "/second"));
    EXPECT_NE(answers.find("/first"), std::string::npos) << answers;
}

TEST_F(Http, TurnsAnExceptionInto500AndABigBodyInto413)
{
    EXPECT_EQ(statusOf("GET /throw HTTP/1.1\r\nHost: x\r\n\r\n"), "HTTP/1.1 500");
    EXPECT_EQ(statusOf("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n"),
              "HTTP/1.1 413");
}

TEST_F(Http, SendsContinueOnlyToThoseWhoAsk)
{
    const auto text =
        raw("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\n"
            "Content-Length: 2\r\n\r\nhi");
    EXPECT_TRUE(text.starts_with("HTTP/1.1 ")) << text;
    EXPECT_NE(text.find("got hi"), std::string::npos) << text;
}

TEST_F(Http, StreamsBothWaysPieceByPiece)
{
    HttpClient client(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
    int pieces = 0;
    auto source = [&pieces]() -> Task<std::string> {
        co_return pieces++ < 3 ? "piece" + std::to_string(pieces) : std::string();
    };
    auto stream = loop.run(client.open({"POST", "/stream", {}, {}}, source, 5s));
    ASSERT_TRUE(stream) << stream.error().message;
    const auto all = loop.run((*stream)->readAll(1024));
    ASSERT_TRUE(all) << all.error().message;
    EXPECT_EQ(*all, "piece1piece2piece3");
    EXPECT_TRUE((*stream)->atEnd());
}

TEST_F(Http, KeepsEveryByteOfABodyThatComesInManyPieces)
{
    HttpClient client(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
    std::string body;
    for (int i = 0; body.size() < 4 * base::mebibyte; ++i) {
        body += std::to_string(i) + ",";
    }
    const auto response = loop.run(client.request({"POST", "/stream", {}, body}, 20s));
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_TRUE(response->body == body) << response->body.size() << " of " << body.size();
}

TEST_F(Http, EndsWithTimeoutAndLeavesNoTimerBehind)
{
    HttpClient client(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
    const auto stream = loop.run(client.open({"GET", "/silent", {}, {}}, 50ms));
    ASSERT_FALSE(stream);
    EXPECT_EQ(stream.error().code, ErrorCode::Timeout);
}

TEST_F(Http, CancellationIsAValue)
{
    HttpClient client(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
    asio::cancellation_signal signal;
    std::optional<ErrorCode> code;
    auto work = [&]() -> asio::awaitable<void> {
        HttpRequest request;
        request.target = "/silent";
        const auto response = co_await client.request(std::move(request), 60s);
        code = response ? ErrorCode::Internal : response.error().code;
    };
    asio::co_spawn(loop.io, work, asio::bind_cancellation_slot(signal.slot(), [](auto) {}));
    asio::steady_timer timer(loop.io, 20ms);
    timer.async_wait([&](auto) { signal.emit(asio::cancellation_type::terminal); });
    while (!code && loop.io.run_one() > 0) {
    }
    EXPECT_EQ(code, ErrorCode::Cancelled);
}

TEST_F(Http, ReplacesAPooledConnectionThatDied)
{
    const auto path =
        std::filesystem::temp_directory_path() / ("berth-net-" + std::to_string(::getpid()));
    auto first = std::make_optional<HttpServer>(loop.io.get_executor(), answer);
    ASSERT_TRUE(first->listenUnix(path));
    struct stat info
    {};
    ASSERT_EQ(::stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    HttpServer second(loop.io.get_executor(), answer);
    const auto refused = second.listenUnix(path);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::AlreadyExists);

    HttpClient client(loop.io.get_executor(), Endpoint::unixSocket(path.string()));
    ASSERT_TRUE(loop.run(client.request({"POST", "/", {}, "a"}, 5s)));
    first.reset();
    ASSERT_TRUE(second.listenUnix(path));
    const auto again = loop.run(client.request({"POST", "/", {}, "b"}, 5s));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->body, "got b");
    second.stop();
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(Http, BoundsTheAnswerAndTheHeader)
{
    HttpClient client(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
    const auto big = loop.run(client.request({"POST", "/", {}, std::string(1000, 'x')}, 5s, 100));
    ASSERT_FALSE(big);
    EXPECT_EQ(big.error().code, ErrorCode::LimitReached);
    const auto split = loop.run(client.request({"GET", "/", {{"X", "a\r\nY: b"}}, {}}, 5s));
    ASSERT_FALSE(split);
    EXPECT_EQ(split.error().code, ErrorCode::InvalidArgument);
}

TEST_F(Http, SaysThatNobodyIsThere)
{
    server.stop();
    HttpClient client(loop.io.get_executor(), Endpoint::tcp("127.0.0.1", port));
    const auto response = loop.run(client.request({}, 5s));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::Unavailable);
}

TEST_F(Http, CallsAServerByItsNameRatherThanByItsAddress)
{
    HttpClient client(loop.io.get_executor(), Endpoint::unixSocket("/nowhere/inside", "files"));
    const auto response = loop.run(client.request({}, 5s));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().message, "Cannot connect to files: No such file or directory.");
}

} // namespace berth::tests
