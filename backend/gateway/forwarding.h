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

/// The caller's headers without those of this hop, with the route's own, and with `prefix` where
/// clients know the route by one; framing is left out.
net::Headers requestHeaders(const net::Headers &fromCaller, const Route &route,
                            std::string_view prefix = {});
/// The same for an exchange of clients that know the route as `prefix`. The wish for a WebSocket
/// goes on.
net::Headers headersFor(const net::ServerExchange &exchange, const Route &route,
                        std::string_view prefix);
/// By its Content-Type.
bool isEventStream(const net::Headers &headers);

/// Nothing without a Content-Length that is a number.
std::optional<std::size_t> contentLength(const net::Headers &headers);

/// An upstream's headers without those of its hop. Content-Length stays.
net::Headers responseHeaders(net::Headers headers);

} // namespace berth::gateway
