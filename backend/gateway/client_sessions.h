// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace berth::gateway {

/// Whose sessions there are: the name that a client gave at its handshake, and the token it came
/// with. Bounded; what nobody used for longest is forgotten. Confined to one thread.
class ClientSessions
{
public:
    struct Session
    {
        std::string key; ///< id of the session and where it is
        std::string clientName;
        std::string callerId; ///< see Caller::id()
    };

    void note(std::string_view place, std::string_view id, std::string clientName,
              std::string callerId);
    const Session *find(std::string_view place, std::string_view id);

private:
    using Sessions = std::list<Session>; ///< the one used last first

    Sessions m_sessions;
    std::unordered_map<std::string_view, Sessions::iterator> m_byKey;
    std::string m_wanted;
};

} // namespace berth::gateway
