// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/bridge_sessions.h"

#include <memory>
#include <set>
#include <string>

namespace berth::gateway {

/// Serves the sessions of clients of an era with a handshake from a stateless server: what that
/// server has no method for is answered here. Confined to one executor.
class SessionTranslation : public std::enable_shared_from_this<SessionTranslation>
{
public:
    SessionTranslation(net::asio::any_io_executor executor, std::shared_ptr<StdioBackend> backend,
                       BridgeSessions &sessions);

    /// Begins to listen for what sessions are told without asking.
    void listen();
    /// Whether the request is answered here, with an empty result.
    net::asio::awaitable<bool> absorbs(SessionPtr session, const RpcMessage &request);
    /// Whether only the other era has the request's method.
    static bool isForeign(const RpcMessage &request);
    net::Task<> call(SessionPtr session, RpcMessage request, std::shared_ptr<EventStream> events);
    /// The sessions are gone.
    void close()
    {
        m_sessions = nullptr;
    }

private:
    net::asio::awaitable<void> listenAnew();
    void onListened(std::uint64_t generation, const std::string &text, bool isLast);
    std::set<std::string> wantedUris() const;

    net::asio::any_io_executor m_executor;
    std::shared_ptr<StdioBackend> m_backend;
    BridgeSessions *m_sessions;
    std::set<std::string> m_uris; ///< that are listened for
    StdioBackend::CallId m_listening = 0;
    std::uint64_t m_generation = 0;   ///< of the last listen that was sent
    std::uint64_t m_acknowledged = 0; ///< the last one that the server answered
    bool m_isBusy = false;
    Pulse m_changed;
};

} // namespace berth::gateway
