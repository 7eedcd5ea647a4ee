// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "gateway/json_spans.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace berth::gateway {

/// Error codes of JSON-RPC and MCP.
namespace rpc {
inline constexpr int parseError = -32700;
inline constexpr int invalidRequest = -32600;
inline constexpr int methodNotFound = -32601;
inline constexpr int invalidParams = -32602;
inline constexpr int internalError = -32603;
inline constexpr int serverError = -32000;
inline constexpr int sessionNotFound = -32001;
} // namespace rpc

/// What is wrong with a message, as JSON-RPC says it.
struct RpcProblem
{
    int code = rpc::internalError;
    std::string message;
    std::string data = {}; ///< JSON text; empty: none
};

/// One JSON-RPC message as it was written, with the places that a bridge has to know.
struct RpcMessage
{
    enum class Kind
    {
        Request,
        Notification,
        Response
    };

    Kind kind = Kind::Notification;
    std::string text;
    std::string method; ///< empty for a response
    Span id;
    Span params;
    std::vector<JsonMember> paramMembers = {};
    Span result;
    Span error;
    /// params._meta.progressToken of a request.
    Span progressToken;
    /// The call that a server of our own says to have caused it, by the id that it knows.
    std::optional<std::uint64_t> cause = {};

    std::string_view idText() const
    {
        return id.in(text);
    }
    /// A member of params; empty when there is none.
    Span param(std::string_view name) const;
    /// The decoded string of a member of params; empty when it is none.
    std::string stringParam(std::string_view name) const;
};

/// `message` with `added` at `position`, inside of one of its objects, that leaves it well-formed.
/// Spares reading it again.
RpcMessage withAdded(RpcMessage message, std::size_t position, std::string_view added);

/// From a client: strict, because what is passed on must mean the same to the server.
tl::expected<RpcMessage, RpcProblem> readClientMessage(std::string text);
/// From a server: whatever can be told apart.
std::optional<RpcMessage> readServerMessage(std::string text);

/// Two texts of one id have the same key: 1 and "1" differ, "a" and "\u0061" do not.
std::string idKey(std::string_view idText);

/// `text` without line ends, which are white space outside of strings and cannot occur in them.
std::string asLine(std::string text);

/// `idText` is JSON; empty leaves the id out, which stands for one that could not be read.
std::string errorReply(std::string_view idText, const RpcProblem &problem);
/// `resultText` is JSON.
std::string resultReply(std::string_view idText, std::string_view resultText);
/// `paramsText` is JSON; empty: none.
std::string notification(std::string_view method, std::string_view paramsText = {});
/// A string as JSON.
std::string jsonString(std::string_view text);

} // namespace berth::gateway
