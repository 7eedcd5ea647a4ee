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
