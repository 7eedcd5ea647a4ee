// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/rpc_message.h"
#include "net/http_server.h"

#include <optional>
#include <string>
#include <string_view>

// What Streamable HTTP asks of a request before anybody looks at its message.
namespace berth::gateway {

namespace status {
inline constexpr int ok = 200;
inline constexpr int accepted = 202;
inline constexpr int badRequest = 400;
inline constexpr int forbidden = 403;
inline constexpr int notFound = 404;
inline constexpr int methodNotAllowed = 405;
inline constexpr int notAcceptable = 406;
inline constexpr int contentTooLarge = 413;
inline constexpr int unsupportedMediaType = 415;
inline constexpr int badGateway = 502;
inline constexpr int unavailable = 503;
} // namespace status

/// An answer whose body is a JSON-RPC error. `idText` is empty where no id could be read.
net::HttpResponse refusal(int status, const RpcProblem &problem, std::string_view idText = {});
net::HttpResponse jsonAnswer(std::string body);

/// Why the caller is refused whatever he asks for, or nothing.
std::optional<net::HttpResponse> refusalByCaller(const net::ServerExchange &exchange);
/// Why the request is refused by its method and headers alone, or nothing.
std::optional<net::HttpResponse> refusalByHead(const net::ServerExchange &exchange);

inline constexpr const char *sessionHeader = "Mcp-Session-Id";
/// Under which path the gateway shows the server to its clients.
inline constexpr const char *prefixHeader = "X-Forwarded-Prefix";

/// The message of a POST; nothing when there is none, which has been answered then.
net::asio::awaitable<std::optional<RpcMessage>> readPosted(net::ServerExchange &exchange,
                                                           std::size_t maxBytes);

/// Whether a client of the eras with a handshake may speak that version.
bool isHandshakeVersion(std::string_view version);
/// The version to agree on with a client that asks for `wanted`, in front of a server that
/// speaks `served`: the older one, as dates compare.
std::string agreedVersion(std::string_view wanted, std::string_view served);

} // namespace berth::gateway
