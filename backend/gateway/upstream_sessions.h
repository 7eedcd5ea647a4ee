// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/pulse.h"

#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace berth::gateway {

/// A client's session with an upstream: the id that the client was given, and the one that the
/// upstream knows, which is another after a restart.
struct UpstreamSession
{
    std::string id;
    std::string upstreamId;
    std::string greeting; ///< the client's initialize request
    bool isRenewing = false;
};

/// The sessions of one upstream's clients, so that one that forgot them can be greeted anew. Keeps
/// what was used last. Confined to the gateway's thread.
class UpstreamSessions
{
public:
    using SessionPtr = std::shared_ptr<UpstreamSession>;

    explicit UpstreamSessions(net::asio::any_io_executor executor)
        : m_renewed(std::move(executor))
    {}

    void begin(std::string id, std::string greeting);
    /// Null for one that is not known here.
    SessionPtr find(std::string_view id);
    void end(const UpstreamSession &session);
    /// Beats when a session has been renewed, or could not be.
    Pulse &renewed()
    {
        return m_renewed;
    }

private:
    std::list<SessionPtr> m_order; ///< the one used last at the front
    std::map<std::string, std::list<SessionPtr>::iterator, std::less<>> m_sessions;
    Pulse m_renewed;
};

} // namespace berth::gateway
