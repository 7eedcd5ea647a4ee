// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/rpc_message.h"

#include <string>

namespace berth::gateway {

/// The request with another string at that place.
RpcMessage withParam(const RpcMessage &request, Span place, const std::string &value);
/// An error as the reply.
std::string refusal(const RpcMessage &request, int code, std::string message);
std::string failure(const RpcMessage &request, const base::Error &error);

} // namespace berth::gateway
