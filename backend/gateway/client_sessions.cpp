// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/client_sessions.h"

#include <utility>

namespace berth::gateway {

namespace {

constexpr std::size_t mostSessions = 10000;
constexpr std::size_t longestId = 1024;

} // namespace

void ClientSessions::note(std::string_view place, std::string_view id, std::string clientName,
                          std::string callerId)
{
    if (id.size() > longestId) {
        return;
    }
    std::string key = std::string(id).append(" ").append(place);
    if (const auto known = m_byKey.find(key); known != m_byKey.end()) {
        const auto old = known->second;
        m_byKey.erase(known);
        m_sessions.erase(old);
    }
    m_sessions.push_front({std::move(key), std::move(clientName), std::move(callerId)});
    m_byKey.emplace(m_sessions.front().key, m_sessions.begin());
    if (m_sessions.size() > mostSessions) {
        m_byKey.erase(m_sessions.back().key);
        m_sessions.pop_back();
    }
}

const ClientSessions::Session *ClientSessions::find(std::string_view place, std::string_view id)
{
    m_wanted.assign(id).append(" ").append(place); // kept, so that a look-up allocates nothing
    const auto known = m_byKey.find(m_wanted);
    if (known == m_byKey.end()) {
        return nullptr;
    }
    m_sessions.splice(m_sessions.begin(), m_sessions, known->second);
    return &m_sessions.front();
}

} // namespace berth::gateway
