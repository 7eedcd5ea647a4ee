// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mcp/http_channel.h"
#include "mcp/protocol.h"

#include <optional>
#include <string>

// Internal to mcp/: what an answer that is no result means.
namespace berth::mcp {

/// Failures that say nothing about the protocol: credentials and outages.
std::optional<base::Error> refusal(const HttpChannel &channel, const ChannelReply &reply);
base::Error unexpectedReply(const HttpChannel &channel, const std::string &method,
                            const ChannelReply &reply);
base::Error rpcFailure(const HttpChannel &channel, const std::string &method,
                       const RpcError &error);

} // namespace berth::mcp
