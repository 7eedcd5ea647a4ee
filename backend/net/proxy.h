// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/endpoint.h"

#include <functional>
#include <optional>
#include <string>

namespace berth::net {

/// An HTTP proxy: https goes through a tunnel (CONNECT), http is asked for by whole URLs.
struct Proxy
{
    Endpoint endpoint;         ///< Tcp, or Tls for a proxy that is spoken to in TLS itself
    std::string authorization; ///< value of Proxy-Authorization; empty: none

    bool operator==(const Proxy &) const = default;
};

/// The value of an environment variable; none when it is not set.
using Variables = std::function<std::optional<std::string>(const std::string &name)>;
/// Of this process.
std::optional<std::string> environmentVariable(const std::string &name);

/// The proxy that the system's settings name for `target`: https_proxy, http_proxy and all_proxy,
/// unless no_proxy lists the host; each in lower case or else in capitals. None when there is none.
/// InvalidArgument, without user and password, when a setting makes no sense.
base::Result<std::optional<Proxy>> proxyFor(const Endpoint &target,
                                            const Variables &variables = environmentVariable);

} // namespace berth::net
