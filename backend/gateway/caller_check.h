// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace berth::gateway {

/// Keeps web pages out: a page that resolves its own name to 127.0.0.1 shows in Host, one that
/// posts across origins in Origin.
class CallerCheck
{
public:
    /// `hostNames`: further names that this machine is known by; with any port, since whoever uses
    /// them comes through something that may have its own.
    CallerCheck(std::string boundAddress, std::uint16_t port,
                std::vector<std::string> hostNames = {});

    /// Why the request is refused, or nothing.
    std::optional<std::string> refusal(const net::Headers &headers) const;
    bool isOurHost(std::string_view host) const;

private:
    bool isOurName(std::string_view name) const;
    bool isHostName(std::string_view name) const;
    bool isOurOrigin(std::string_view origin) const;

    std::string m_boundAddress;
    std::string m_port;
    bool m_isEverywhere; ///< bound to all addresses of this machine
    std::vector<std::string> m_hostNames;
};

} // namespace berth::gateway
