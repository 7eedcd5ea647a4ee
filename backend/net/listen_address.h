// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace berth::net {

/// Where a server of this machine shall listen.
struct ListenAddress
{
    std::string host;       ///< an IP address, without brackets
    std::uint16_t port = 0; ///< 0: a free one

    /// Only programs on this machine reach it.
    bool isLoopback() const;
    /// "127.0.0.1:8000", "[::1]:8000"
    std::string text() const;
    bool operator==(const ListenAddress &) const = default;
};

/// "127.0.0.1:8000", "localhost:8000" or "[::1]:8000". No other names: what they mean may change.
base::Result<ListenAddress> parseListenAddress(std::string_view text);

} // namespace berth::net
