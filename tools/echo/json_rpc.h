// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"

#include <optional>
#include <string>

namespace berth::echo {

namespace rpc {
inline constexpr int parseError = -32700;
inline constexpr int invalidRequest = -32600;
inline constexpr int methodNotFound = -32601;
inline constexpr int invalidParams = -32602;
inline constexpr int serverError = -32000;
inline constexpr int headerMismatch = -32020;
inline constexpr int unsupportedVersion = -32022;
} // namespace rpc

/// A JSON-RPC error and the status with which Streamable HTTP carries it.
struct RpcError
{
    int code = rpc::invalidRequest;
    std::string message;
    base::Json data = nullptr;
    int httpStatus = 200;
};

/// One message of the client, taken apart.
struct Message
{
    enum class Kind
    {
        Request,
        Notification,
        Response
    };

    Kind kind = Kind::Request;
    base::Json id = nullptr;
    std::string method;
    base::Json params = base::Json::object();
};

/// Takes a JSON-RPC 2.0 message apart. A batch is refused.
tl::expected<Message, RpcError> readMessage(const base::Json &json);
/// The id of a message that may be broken; null when it cannot be read.
base::Json readableId(const base::Json &json);

base::Json resultReply(const base::Json &id, base::Json result);
base::Json errorReply(const base::Json &id, const RpcError &error);
base::Json notification(const std::string &method, base::Json params);

} // namespace berth::echo
