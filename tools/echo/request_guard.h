// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "echo/json_rpc.h"
#include "net/http_message.h"

#include <optional>

namespace berth::echo {

/// Keeps web pages away: a Host that is a name other than localhost comes from DNS rebinding, and
/// an Origin that is not this machine from a page of somebody else.
std::optional<RpcError> checkCaller(const net::Headers &headers);

/// A POST carries JSON, and its sender can read JSON as well as an event stream.
std::optional<RpcError> checkMediaTypes(const net::Headers &headers);

} // namespace berth::echo
