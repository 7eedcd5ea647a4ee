// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/gateway.h"
#include "net/http_server.h"

#include <optional>
#include <string>
#include <string_view>

namespace berth::gateway {

/// "/mcp/<slug>…" taken apart, as long as that lasts; of "/mcp" the slug is empty.
struct SlugPath
{
    std::string_view slug;
    std::string_view rest; ///< what follows the slug: "", "/", "/x?y", "?y"
};

std::optional<SlugPath> splitTarget(std::string_view target);

/// What the upstream is asked for.
std::string upstreamTarget(const Route &route, std::string_view rest);

/// Makes the headers of what goes to the server of a route.
class RequestHeaders
{
public:
    /// `prefix`: the path that clients know the route by; empty where they know it by none.
    explicit RequestHeaders(const Route &route, std::string_view prefix = {});

    /// The caller's without those of this hop, with the route's own; framing is left out.
    net::Headers with(const net::Headers &fromCaller) const;
    /// The same for an exchange, whose wish for a WebSocket goes on.
    net::Headers with(const net::ServerExchange &exchange) const;

private:
    net::Headers m_own;
    bool m_hidesAuthorization;
};

/// By its Content-Type.
bool isEventStream(const net::Headers &headers);

/// Nothing without a Content-Length that is a number.
std::optional<std::size_t> contentLength(const net::Headers &headers);

/// An upstream's headers without those of its hop. Content-Length stays.
net::Headers responseHeaders(net::Headers headers);

} // namespace berth::gateway
