// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "mcp/reply_errors.h"

namespace berth::mcp {

using base::ErrorCode;

std::optional<base::Error> refusal(const HttpChannel &channel, const ChannelReply &reply)
{
    const std::string status = "HTTP " + std::to_string(reply.status);
    if (reply.status == 401 || reply.status == 403) {
        return base::Error{ErrorCode::Unauthorized,
                           "The MCP server at " + channel.address() + " refuses access (" + status +
                               "). Check the token and the headers it is called with.",
                           reply.excerpt,
                           {}};
    }
    if (reply.status >= 500) {
        return base::Error{ErrorCode::Unavailable,
                           "The MCP server at " + channel.address() + " is not able to answer (" +
                               status + ").",
                           reply.excerpt,
                           {}};
    }
    return std::nullopt;
}

base::Error unexpectedReply(const HttpChannel &channel, const std::string &method,
                            const ChannelReply &reply)
{
    if (reply.message) {
        if (const auto error = errorOf(*reply.message)) {
            return rpcFailure(channel, method, *error);
        }
    }
    return {ErrorCode::ProtocolError,
            "What answers at " + channel.address() + " is no MCP server: its answer to " + method +
                " (HTTP " + std::to_string(reply.status) + ") is no MCP message.",
            reply.excerpt,
            {}};
}

base::Error rpcFailure(const HttpChannel &channel, const std::string &method, const RpcError &error)
{
    return {error.code == methodNotFound ? ErrorCode::Unsupported : ErrorCode::ProtocolError,
            "The MCP server at " + channel.address() + " answered " + method + " with error " +
                std::to_string(error.code) + ".",
            channel.presentable(error.message),
            {}};
}

} // namespace berth::mcp
