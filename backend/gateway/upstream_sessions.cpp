// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream_sessions.h"

namespace berth::gateway {

namespace {

constexpr std::size_t mostSessions = 4096;

} // namespace

void UpstreamSessions::begin(std::string id, std::string greeting)
{
    if (const auto known = find(id)) {
        end(*known);
    }
    if (m_order.size() >= mostSessions) {
        end(*m_order.back());
    }
    UpstreamSession session{id, id, std::move(greeting)};
    m_order.push_front(std::make_shared<UpstreamSession>(std::move(session)));
    m_sessions.emplace(std::move(id), m_order.begin());
}

UpstreamSessions::SessionPtr UpstreamSessions::find(std::string_view id)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end()) {
        return nullptr;
    }
    m_order.splice(m_order.begin(), m_order, found->second);
    return *found->second;
}

void UpstreamSessions::end(const UpstreamSession &session)
{
    const auto found = m_sessions.find(session.id);
    if (found != m_sessions.end()) {
        m_order.erase(found->second);
        m_sessions.erase(found);
    }
}

} // namespace berth::gateway
