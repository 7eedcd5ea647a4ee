// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/message_parser.h"

#include <boost/asio/buffer.hpp>
#include <gtest/gtest.h>

namespace berth::net {
namespace {

constexpr std::size_t headLimit = 512;

boost::system::error_code feed(RequestParser &parser, beast::flat_buffer &buffer,
                               std::string_view bytes)
{
    buffer.commit(boost::asio::buffer_copy(buffer.prepare(bytes.size()),
                                           boost::asio::buffer(bytes.data(), bytes.size())));
    return parser.consume(buffer);
}

TEST(MessageParser, CountsAHeadThatComesLineByLine)
{
    RequestParser parser(headLimit);
    beast::flat_buffer buffer;
    auto error = feed(parser, buffer, "GET / HTTP/1.1\r\nX");
    std::size_t sent = 17;
    for (; !error && sent < 2 * headLimit; sent += 6) {
        error = feed(parser, buffer, ": y\r\nX");
    }
    EXPECT_EQ(error, http::error::header_limit);
    EXPECT_LT(sent, headLimit + 6);
}

TEST(MessageParser, SeesALineFoldedAfterAFirstLineThatCameBefore)
{
    RequestParser parser(headLimit);
    beast::flat_buffer buffer;
    EXPECT_FALSE(feed(parser, buffer, "GET / HTTP/1.1\r\nHost: a\r\nX"));
    EXPECT_EQ(feed(parser, buffer, ": y\r\n z: y\r\n\r\n"), http::error::bad_field);
}

TEST(MessageParser, TakesABodyThatLooksLikeAFoldedLine)
{
    RequestParser parser(headLimit);
    beast::flat_buffer buffer;
    EXPECT_FALSE(feed(parser, buffer, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r"));
    EXPECT_FALSE(feed(parser, buffer, "\n\n b"));
    EXPECT_TRUE(parser.is_done());
    EXPECT_EQ(parser.body(), "\n b");
}

TEST(MessageParser, KeepsFieldsInOrderHoweverTheyAreWritten)
{
    RequestParser parser(headLimit);
    beast::flat_buffer buffer;
    EXPECT_FALSE(feed(parser, buffer,
                      "GET /a HTTP/1.1\r\nHost: a\r\nX-One:1\r\nX-Two: \t2 \t\r\nX-Three:\r\n"
                      "X-Four: \r\nX-Five: 5\r\n\r\nGET"));
    EXPECT_TRUE(parser.is_done());
    EXPECT_EQ(parser.headers.text(), "Host: a\r\nX-One: 1\r\nX-Two: 2\r\nX-Three: \r\n"
                                     "X-Four: \r\nX-Five: 5\r\n");
    EXPECT_EQ(buffer.size(), 3U);
}

TEST(MessageParser, RefusesWhatIsNoField)
{
    for (const std::string_view line : {"X", "X y: z", "X : z", ": z", "X\x80: z", "X: a\rb",
                                        "X: a\nb", "X: a\x7f", "X: a\x01", "\r: b"}) {
        RequestParser parser(headLimit);
        beast::flat_buffer buffer;
        const std::string text =
            "GET / HTTP/1.1\r\nHost: a\r\n" + std::string(line) + "\r\nB: b\r\n\r\n";
        EXPECT_TRUE(feed(parser, buffer, text)) << line;
    }
}

TEST(MessageParser, LeavesTheLengthToBeastHoweverItIsWritten)
{
    RequestParser parser(headLimit);
    beast::flat_buffer buffer;
    EXPECT_FALSE(feed(parser, buffer, "POST / HTTP/1.1\r\nHost: a\r\ncontent-LENGTH:2\r\n\r\nabc"));
    EXPECT_EQ(parser.body(), "ab");
    for (const std::string_view lines :
         {"Content-Length: 2\r\nContent-Length: 2\r\n", "Content-Length: 2, 2\r\n",
          "Content-Length:\r\n", "Content-Length: -2\r\n", "Content-Length: 0x2\r\n",
          "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"}) {
        RequestParser other(headLimit);
        beast::flat_buffer bytes;
        EXPECT_TRUE(
            feed(other, bytes, "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(lines) + "\r\nab"))
            << lines;
    }
}

TEST(MessageParser, KeepsAConnectionAsTheVersionAndTheFieldsSay)
{
    struct Case
    {
        std::string_view head;
        bool isKept;
    };
    for (const auto &[head, isKept] : std::initializer_list<Case>{
             {"GET / HTTP/1.1\r\n\r\n", true},
             {"GET / HTTP/1.1\r\nConnection: keep-alive\r\n\r\n", true},
             {"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", false},
             {"GET / HTTP/1.1\r\nConnection: keep-alive, close\r\n\r\n", false},
             {"GET / HTTP/1.1\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n", false},
             {"GET / HTTP/1.0\r\n\r\n", false},
             {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true},
             {"GET /?HTTP/1.1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true}}) {
        RequestParser parser(headLimit);
        beast::flat_buffer buffer;
        EXPECT_FALSE(feed(parser, buffer, head)) << head;
        EXPECT_TRUE(parser.is_done()) << head;
        EXPECT_EQ(parser.keep_alive(), isKept) << head;
    }
}

TEST(MessageParser, DoesNotTakeATrailerForAField)
{
    RequestParser parser(headLimit);
    beast::flat_buffer buffer;
    EXPECT_FALSE(feed(parser, buffer,
                      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "2\r\nab\r\n0\r\nAuthorization: Bearer x\r\n\r\n"));
    EXPECT_TRUE(parser.is_done());
    EXPECT_EQ(parser.body(), "ab");
    EXPECT_FALSE(parser.headers.contains("Authorization"));
}

TEST(MessageParser, TellsAtOnceThatItIsNoHttp)
{
    RequestParser parser(headLimit);
    beast::flat_buffer buffer;
    EXPECT_TRUE(feed(parser, buffer, "\x16\x03\x01"));
    ResponseParser answer(headLimit);
    beast::flat_buffer other;
    other.commit(boost::asio::buffer_copy(other.prepare(4), boost::asio::buffer("SSH-", 4)));
    EXPECT_TRUE(answer.consume(other));
}

} // namespace
} // namespace berth::net
