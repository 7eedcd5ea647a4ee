// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace berth::gateway {

/// Keeps web pages out: a page that resolves its own name to 127.0.0.1 shows in Host, one that
/// posts across origins in Origin.
class CallerCheck
{
public:
    CallerCheck(std::string boundAddress, std::uint16_t port);

    /// Why the request is refused, or nothing.
    std::optional<std::string> refusal(const net::Headers &headers) const;
    bool isOurHost(std::string_view host) const;

private:
    bool isOurName(std::string_view name) const;
    bool isOurOrigin(std::string_view origin) const;

    std::string m_boundAddress;
    std::string m_port;
};

} // namespace berth::gateway
