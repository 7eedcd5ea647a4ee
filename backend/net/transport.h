// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>

// For net/ and the protocols that are built on its transports (redis/); others see http_*.h.
namespace berth::net {

namespace asio = boost::asio;
using ErrorCodeOf = boost::system::error_code;
using Socket = asio::generic::stream_protocol::socket;
using SteadyClock = std::chrono::steady_clock;

/// The time as of the kernel's last tick, some milliseconds ago: for deadlines, which every call
/// moves, at a tenth of what SteadyClock::now() takes.
SteadyClock::time_point aboutNow();

/// What an operation ends with, for co_await alone: without use_awaitable's coroutine in between.
inline constexpr auto asTuple = asio::as_tuple(asio::deferred);

/// Calls `expired` when a deadline passes. Moving the deadline is a plain store: the timer is only
/// touched when it would fire too late, so a busy connection does not pay for its timeouts.
class Watchdog : public std::enable_shared_from_this<Watchdog>
{
public:
    Watchdog(const asio::any_io_executor &executor, std::function<void()> expired);

    void expireAt(SteadyClock::time_point deadline);
    void expireAfter(std::chrono::milliseconds time)
    {
        expireAt(aboutNow() + time);
    }
    void expireNever()
    {
        m_deadline = SteadyClock::time_point::max();
    }
    /// Takes the timer out of its queue, so that it no longer keeps the executor busy.
    void disarm();
    /// disarm() for good; lets go of what `expired` holds.
    void retire();
    bool hasExpired() const
    {
        return m_hasExpired;
    }

private:
    void arm();
    void onTimer();

    asio::steady_timer m_timer;
    std::function<void()> m_expired;
    SteadyClock::time_point m_deadline = SteadyClock::time_point::max();
    SteadyClock::time_point m_armedFor = SteadyClock::time_point::max();
    bool m_hasExpired = false;
};

/// One connection, plain (TCP or Unix) or TLS. Everything on one executor.
class Transport
{
public:
    explicit Transport(Socket socket);
    ~Transport();
    Transport(const Transport &) = delete;
    Transport &operator=(const Transport &) = delete;

    /// Wraps the connected socket; the handshake comes next.
    void startTls(const std::shared_ptr<asio::ssl::context> &context);
    bool isTls() const
    {
        return m_tls != nullptr;
    }
    asio::ssl::stream<Socket &> &tls()
    {
        return *m_tls;
    }

    /// What is there of bytes, at least one; any completion token for (error, size).
    template <typename Token>
    auto asyncReadSome(asio::mutable_buffer buffer, Token &&token)
    {
        auto initiate = [this](auto handler, asio::mutable_buffer into) {
            if (m_tls) {
                m_tls->async_read_some(into, std::move(handler));
            } else {
                m_socket.async_read_some(into, std::move(handler));
            }
        };
        return asio::async_initiate<Token, void(ErrorCodeOf, std::size_t)>(initiate, token, buffer);
    }
    using Pieces = std::array<asio::const_buffer, 3>;
    struct Written
    {
        ErrorCodeOf error;
        std::size_t bytes = 0;
    };
    /// Writes all of up to three pieces, in one system call where the kernel takes them.
    asio::awaitable<ErrorCodeOf> write(asio::const_buffer first, asio::const_buffer second = {},
                                       asio::const_buffer third = {});
    /// What the kernel takes at once, nearly always all; nothing of it with TLS.
    Written writeNow(const Pieces &pieces);
    /// The rest of it.
    asio::awaitable<ErrorCodeOf> writeFrom(Pieces pieces, std::size_t offset);
    void shutdownWrite();
    void close();
    bool isOpen() const
    {
        return m_socket.is_open();
    }
    /// True when the other side closed or sent something unasked: not fit for another request.
    bool isStale();

    /// Whom it talks to, for messages.
    const std::string &peerName() const
    {
        return m_peerName;
    }
    void setPeerName(std::string name)
    {
        m_peerName = std::move(name);
    }

    bool hasExpired() const
    {
        return m_watchdog->hasExpired();
    }
    Socket &socket()
    {
        return m_socket;
    }
    Watchdog &watchdog()
    {
        return *m_watchdog;
    }

private:
    Socket m_socket;
    std::string m_peerName;
    std::shared_ptr<asio::ssl::context> m_tlsContext;
    std::unique_ptr<asio::ssl::stream<Socket &>> m_tls;
    std::shared_ptr<Watchdog> m_watchdog;
};

} // namespace berth::net
