// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/transport.h"

#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_suffix.hpp>

#include <array>
#include <ctime>
#include <utility>

#include <sys/socket.h>

namespace berth::net {

namespace {

constexpr std::size_t gatheredBytes = 4096;

} // namespace

SteadyClock::time_point aboutNow()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
    return SteadyClock::time_point(std::chrono::seconds(time.tv_sec) +
                                   std::chrono::nanoseconds(time.tv_nsec));
}

Watchdog::Watchdog(const asio::any_io_executor &executor, std::function<void()> expired)
    : m_timer(executor)
    , m_expired(std::move(expired))
{}

void Watchdog::expireAt(SteadyClock::time_point deadline)
{
    m_deadline = deadline;
    m_hasExpired = false;
    if (m_deadline < m_armedFor) {
        arm();
    }
}

void Watchdog::disarm()
{
    expireNever();
    m_armedFor = SteadyClock::time_point::max();
    m_timer.cancel();
}

void Watchdog::retire()
{
    disarm();
    m_expired = nullptr;
}

void Watchdog::arm()
{
    m_armedFor = m_deadline;
    m_timer.expires_at(m_deadline);
    m_timer.async_wait([weak = weak_from_this()](ErrorCodeOf error) {
        const auto self = weak.lock();
        if (self && !error) {
            self->onTimer();
        }
    });
}

void Watchdog::onTimer()
{
    m_armedFor = SteadyClock::time_point::max();
    if (m_deadline == SteadyClock::time_point::max()) {
        return;
    }
    if (SteadyClock::now() < m_deadline) {
        arm();
        return;
    }
    m_hasExpired = true;
    expireNever();
    if (const auto expired = m_expired) { // a copy: the call may retire us
        expired();
    }
}

Transport::Transport(Socket socket)
    : m_socket(std::move(socket))
    , m_watchdog(std::make_shared<Watchdog>(m_socket.get_executor(), [this] { close(); }))
{
    ErrorCodeOf ignored;
    m_socket.non_blocking(true, ignored);
}

Transport::~Transport()
{
    m_watchdog->retire();
}

void Transport::startTls(const std::shared_ptr<asio::ssl::context> &context)
{
    m_tlsContext = context;
    m_tls = std::make_unique<asio::ssl::stream<Socket &>>(m_socket, *context);
}

asio::awaitable<ErrorCodeOf> Transport::write(asio::const_buffer first, asio::const_buffer second,
                                              asio::const_buffer third)
{
    const Pieces pieces{first, second, third};
    const Written written = writeNow(pieces);
    if (written.error || written.bytes == asio::buffer_size(pieces)) {
        co_return written.error;
    }
    co_return co_await writeFrom(pieces, written.bytes);
}

Transport::Written Transport::writeNow(const Pieces &pieces)
{
    Written written;
    if (m_tls) {
        return written;
    }
    const std::size_t size = asio::buffer_size(pieces);
    if (size == pieces.front().size()) {
        written.bytes = m_socket.write_some(pieces.front(), written.error);
    } else if (size <= gatheredBytes) {
        // Of one piece the kernel makes less ado than of a list.
        std::array<char, gatheredBytes> all;
        asio::buffer_copy(asio::buffer(all), pieces);
        written.bytes = m_socket.write_some(asio::buffer(all, size), written.error);
    } else {
        written.bytes = m_socket.write_some(pieces, written.error);
    }
    if (written.error == asio::error::would_block) {
        written.error.clear();
    }
    return written;
}

asio::awaitable<ErrorCodeOf> Transport::writeFrom(Pieces pieces, std::size_t offset)
{
    boost::beast::buffers_suffix<Pieces> rest(pieces);
    rest.consume(offset);
    if (m_tls) {
        co_return std::get<0>(co_await asio::async_write(*m_tls, rest, asTuple));
    }
    co_return std::get<0>(co_await asio::async_write(m_socket, rest, asTuple));
}

void Transport::shutdownWrite()
{
    ErrorCodeOf ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
}

void Transport::close()
{
    ErrorCodeOf ignored;
    m_socket.close(ignored);
    const bool expired = m_watchdog->hasExpired();
    if (!expired) {
        m_watchdog->disarm();
    }
}

bool Transport::isStale()
{
    char byte = 0;
    const auto got = ::recv(m_socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}

} // namespace berth::net
