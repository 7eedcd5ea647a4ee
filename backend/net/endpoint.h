// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace berth::net {

/// Where a server listens.
struct Endpoint
{
    enum class Kind
    {
        Unix,
        Tcp,
        Tls
    };

    Kind kind = Kind::Tcp;
    std::string host; ///< name or address; the socket's path for Unix
    std::uint16_t port = 0;
    std::string name = {}; ///< what messages call it; empty: its address

    static Endpoint unixSocket(std::string path, std::string name = {})
    {
        return {Kind::Unix, std::move(path), 0, std::move(name)};
    }
    static Endpoint tcp(std::string host, std::uint16_t port)
    {
        return {Kind::Tcp, std::move(host), port, {}};
    }
    /// host:port, an IPv6 address in brackets; not for Unix.
    std::string authority() const;
    /// Value of the Host header: "localhost" for Unix, else host[:port].
    std::string hostHeader() const;
    /// "http://127.0.0.1:7999", "https://[::1]", "http://localhost" for Unix: a URL up to its path.
    std::string origin() const;
    bool operator==(const Endpoint &) const = default;
};

/// An http or https URL taken apart.
struct Url
{
    Endpoint endpoint;
    std::string target; ///< path and query, at least "/"
};

/// Errors name the part that is wrong and hold no user info.
base::Result<Url> parseUrl(std::string_view text);

} // namespace berth::net
