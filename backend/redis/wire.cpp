// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/wire.h"

#include "net/quiet.h"

#include <boost/asio/error.hpp>

namespace berth::redis {

using base::ErrorCode;

namespace {

constexpr std::size_t readBytes = 64U << 10U;

} // namespace

Wire::Wire(std::shared_ptr<net::Transport> transport)
    : m_transport(std::move(transport))
    , m_buffer(readBytes)
{}

base::Error Wire::failure(net::ErrorCodeOf error) const
{
    if (m_transport->hasExpired()) {
        return {ErrorCode::Timeout, "Redis at " + peer() + " does not answer."};
    }
    const std::string reason =
        error == net::asio::error::eof ? "it closed the connection" : error.message();
    return {ErrorCode::ConnectionLost,
            "The connection to Redis at " + peer() + " is lost: " + reason + "."};
}

net::Task<Reply> Wire::read()
{
    while (true) {
        auto reply = m_parser.next();
        if (!reply) {
            co_return base::fail(std::move(reply.error()));
        }
        if (*reply) {
            co_return std::move(**reply);
        }
        const auto [error, size] =
            co_await m_transport->asyncReadSome(net::asio::buffer(m_buffer), net::asTuple);
        if (error) {
            base::Error lost = failure(error);
            co_return base::fail(co_await net::cancelledOr(std::move(lost)));
        }
        auto fed = m_parser.feed(std::string_view(m_buffer.data(), size));
        if (!fed) {
            co_return base::fail(std::move(fed.error()));
        }
    }
}

net::Task<> Wire::write(std::string_view bytes)
{
    const auto error = co_await m_transport->write(net::asio::buffer(bytes));
    if (error) {
        base::Error lost = failure(error);
        co_return base::fail(co_await net::cancelledOr(std::move(lost)));
    }
    co_return base::Status();
}

} // namespace berth::redis
