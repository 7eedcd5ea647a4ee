// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/client_pool.h"

#include "net/connect.h"
#include "net/quiet.h"

#include <algorithm>

namespace berth::net {

using base::ErrorCode;

base::Error ioError(const Transport &transport, ErrorCodeOf error,
                    const asio::cancellation_state &state)
{
    if (transport.hasExpired()) {
        return {ErrorCode::Timeout,
                transport.peerName() + " did not answer within the time given."};
    }
    if (wasCancelled(state) || !transport.isOpen()) {
        return cancelledError();
    }
    return {ErrorCode::ConnectionLost,
            "The connection to " + transport.peerName() + " broke: " + error.message() + "."};
}

asio::awaitable<base::Error> ioError(const Transport &transport, ErrorCodeOf error)
{
    const auto state = co_await asio::this_coro::cancellation_state;
    co_return ioError(transport, error, state);
}

Deadlines Deadlines::wholeWithin(std::chrono::milliseconds time)
{
    Deadlines deadlines;
    if (time.count() > 0) {
        deadlines.whole = SteadyClock::now() + time;
    }
    return deadlines;
}

Deadlines Deadlines::headWithin(std::chrono::milliseconds time)
{
    Deadlines deadlines;
    deadlines.head = time;
    return deadlines;
}

SteadyClock::time_point Deadlines::headFromNow() const
{
    return head.count() > 0 ? std::min(whole, aboutNow() + head) : whole;
}

ClientPool::ClientPool(asio::any_io_executor executor, Endpoint endpoint,
                       HttpClient::Options options)
    : m_executor(std::move(executor))
    , m_nextTurn(m_executor)
    , m_endpoint(std::move(endpoint))
    , m_options(std::move(options))
    , m_hostHeader(m_endpoint.hostHeader())
    , m_restTimer(m_executor)
{}

std::unique_ptr<ClientConnection> ClientPool::reuse()
{
    while (!m_idle.empty()) {
        auto connection = std::move(m_idle.back()); // the warmest; the others may grow stale
        m_idle.pop_back();
        if (!connection->transport->isStale()) {
            connection->isReused = true;
            ++m_active;
            return connection;
        }
        connection->transport->close();
    }
    return nullptr;
}

Task<std::unique_ptr<ClientConnection>> ClientPool::open(std::shared_ptr<ClientPool> self,
                                                         SteadyClock::time_point deadline)
{
    const auto &proxy = self->m_options.proxy;
    const bool speaksTls = self->m_endpoint.kind == Endpoint::Kind::Tls ||
                           (proxy && proxy->endpoint.kind == Endpoint::Kind::Tls);
    if (speaksTls && !self->m_tls) {
        auto context = self->makeTls();
        if (!context) {
            co_return base::fail(std::move(context.error()));
        }
        self->m_tls = std::move(*context);
    }
    const auto latest = std::min(deadline, SteadyClock::now() + self->m_options.connectTimeout);
    auto transport = co_await connect(self, latest);
    if (!transport) {
        co_return base::fail(std::move(transport.error()));
    }
    auto connection = std::make_unique<ClientConnection>();
    connection->transport = std::move(*transport);
    ++self->m_active;
    co_return connection;
}

base::Result<std::shared_ptr<asio::ssl::context>> ClientPool::makeTls() const
{
    return m_options.pinnedFingerprint.empty() ? makeClientTls(m_options.extraCaFile)
                                               : makePinnedTls(m_options.pinnedFingerprint);
}

Task<std::shared_ptr<Transport>> ClientPool::connect(std::shared_ptr<ClientPool> self,
                                                     SteadyClock::time_point deadline)
{
    if (self->m_options.proxy) {
        co_return co_await connectThrough(self->m_executor, *self->m_options.proxy,
                                          self->m_endpoint, self->m_tls, deadline);
    }
    co_return co_await connectTransport(self->m_executor, self->m_endpoint, self->m_tls, deadline);
}

void ClientPool::recycle(std::unique_ptr<ClientConnection> connection)
{
    if (m_isShutDown || m_idle.size() >= m_options.maxIdleConnections) {
        discard(std::move(connection));
        return;
    }
    connection->transport->watchdog().expireNever();
    m_idle.push_back(std::move(connection));
    countDown();
}

void ClientPool::discard(std::unique_ptr<ClientConnection> connection)
{
    connection->transport->close();
    countDown();
}

void ClientPool::forget(std::unique_ptr<ClientConnection> connection)
{
    connection.reset();
    countDown();
}

std::string ClientPool::takeRoom()
{
    constexpr std::size_t usual = 1024; // most heads fit in
    std::string room;
    if (!m_rooms.empty()) {
        room = std::move(m_rooms.back());
        m_rooms.pop_back();
    }
    room.reserve(usual);
    return room;
}

void ClientPool::giveRoom(std::string room)
{
    constexpr std::size_t mostKept = 8192;
    if (m_rooms.size() < m_options.maxIdleConnections && room.capacity() <= mostKept) {
        room.clear();
        m_rooms.push_back(std::move(room));
    }
}

void ClientPool::countDown()
{
    --m_active;
    if (m_active == 0 && !m_restsSoon && !m_isShutDown) {
        restSoon();
    }
}

/// Not at once: between two calls of many there is often a moment without any.
void ClientPool::restSoon()
{
    constexpr std::chrono::milliseconds moment{20};
    m_restsSoon = true;
    m_restTimer.expires_after(moment);
    m_restTimer.async_wait([weak = weak_from_this()](ErrorCodeOf error) {
        const auto self = weak.lock();
        if (self && !error) {
            self->m_restsSoon = false;
            self->rest();
        }
    });
}

/// An idle client must not keep its executor busy with timers.
void ClientPool::rest()
{
    if (m_active > 0) {
        return;
    }
    for (const auto &idle : m_idle) {
        idle->transport->watchdog().disarm();
    }
}

void ClientPool::shutDown()
{
    m_isShutDown = true;
    m_restTimer.cancel();
    for (const auto &idle : m_idle) {
        idle->transport->close();
    }
    m_idle.clear();
}

} // namespace berth::net
