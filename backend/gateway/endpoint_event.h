// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace berth::gateway {

/// An upstream of the older transport says in the first event of its stream where to post
/// (specification 2024-11-05, "HTTP with SSE"). It does not know under which path its clients know
/// it, so that path is put before its own. Everything else goes through as it is.
class EndpointEvent
{
public:
    /// `prefix`: "/mcp/<slug>".
    explicit EndpointEvent(std::string prefix)
        : m_prefix(std::move(prefix))
    {}

    /// What of the stream may go on now.
    std::string feed(std::string piece);
    /// What was held back, when the stream ends early.
    std::string rest()
    {
        m_isPast = true;
        return std::move(m_held);
    }

private:
    std::string rewritten(std::string_view event) const;

    std::string m_prefix;
    std::string m_held;
    bool m_isPast = false;
};

} // namespace berth::gateway
