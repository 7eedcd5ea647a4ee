// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "model/instance.h"
#include "net/http_message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The parts of MCP that need no I/O: JSON-RPC messages, versions, what a reply means.
namespace berth::mcp {

inline constexpr std::string_view legacyVersion = "2025-11-25";
inline constexpr std::string_view modernVersion = "2026-07-28";
inline constexpr int methodNotFound = -32601;

/// True for a revision with a handshake that this client understands.
bool speaksLegacy(std::string_view version);

base::Json makeRequest(std::int64_t id, std::string_view method, base::Json params);
base::Json makeNotification(std::string_view method, base::Json params);
/// Answer to a request of the server: `ping` is answered, anything else refused, because no
/// capability was offered.
base::Json answerServerRequest(const base::Json &request);

/// `capabilities`: what this client offers the server.
base::Json initializeParams(base::Json capabilities = base::Json::object());
/// Adds the _meta that every request of the stateless revision carries.
base::Json withModernMeta(base::Json params, base::Json capabilities = base::Json::object());
/// Routing headers of the stateless revision.
void addModernHeaders(net::Headers &headers, std::string_view method, const base::Json &params);

bool isReplyTo(const base::Json &message, std::int64_t id);
bool isServerRequest(const base::Json &message);
bool isNotification(const base::Json &message);
/// The answer that gives `result` to a request of the server; nothing: refused, as by
/// answerServerRequest().
base::Json answerServerRequest(const base::Json &request, std::optional<base::Json> result);

/// The error object of a reply, taken apart.
struct RpcError
{
    std::int64_t code = 0;
    std::string message;
};
std::optional<RpcError> errorOf(const base::Json &reply);

/// The tools of one page; entries that are no tools are left out.
std::vector<model::Tool> toolsOf(const base::Json &result);
/// The cursor of the next page; an empty text is a cursor too.
std::optional<std::string> nextCursorOf(const base::Json &result);

} // namespace berth::mcp
