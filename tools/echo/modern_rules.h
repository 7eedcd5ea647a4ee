// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "echo/json_rpc.h"
#include "net/http_message.h"

#include <optional>

namespace berth::echo {

/// The stateless revision this server speaks (2026-07-28).
inline constexpr const char *modernVersion = "2026-07-28";

/// True when the message claims a protocol version in its _meta, as every modern message does.
bool claimsModern(const Message &message);

/// Rules that hold on every transport: the required _meta fields and a version we speak.
std::optional<RpcError> checkModernMeta(const Message &message);

/// Rules of Streamable HTTP: the routing headers say what the body says.
std::optional<RpcError> checkModernHeaders(const Message &message, const net::Headers &headers);

/// Legacy messages under a modern version header are a mistake worth telling.
std::optional<RpcError> checkLegacyHeaders(const Message &message, const net::Headers &headers);

} // namespace berth::echo
