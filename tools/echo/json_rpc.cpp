// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "echo/json_rpc.h"

namespace berth::echo {

using base::Json;

namespace {

bool isId(const Json &json)
{
    return json.is_string() || json.is_number_integer();
}

tl::unexpected<RpcError> refuse(int code, std::string message)
{
    return tl::unexpected<RpcError>(RpcError{code, std::move(message), nullptr, 400});
}

} // namespace

Json readableId(const Json &json)
{
    if (json.is_object()) {
        const auto id = json.find("id");
        if (id != json.end() && isId(*id)) {
            return *id;
        }
    }
    return nullptr;
}

tl::expected<Message, RpcError> readMessage(const Json &json)
{
    if (json.is_array()) {
        return refuse(rpc::invalidRequest,
                      "Batches are not supported; send one message at a time.");
    }
    if (!json.is_object() || base::stringOr(json, "jsonrpc") != "2.0") {
        return refuse(rpc::invalidRequest,
                      "A JSON-RPC 2.0 message is an object with \"jsonrpc\": \"2.0\".");
    }
    Message message;
    const bool hasId = json.contains("id");
    message.id = readableId(json);
    if (hasId && message.id.is_null()) {
        return refuse(rpc::invalidRequest, "The id of a message is a string or an integer.");
    }
    if (!json.contains("method")) {
        if (hasId && (json.contains("result") || json.contains("error"))) {
            message.kind = Message::Kind::Response;
            return message;
        }
        return refuse(rpc::invalidRequest, "The message has neither a method nor a result.");
    }
    message.method = base::stringOr(json, "method");
    if (message.method.empty()) {
        return refuse(rpc::invalidRequest, "The method of a message is a non-empty string.");
    }
    message.kind = hasId ? Message::Kind::Request : Message::Kind::Notification;
    if (const auto params = json.find("params"); params != json.end()) {
        if (!params->is_object()) {
            return refuse(rpc::invalidParams, "The params of a message are an object.");
        }
        message.params = *params;
    }
    return message;
}

Json resultReply(const Json &id, Json result)
{
    Json reply = Json::object();
    reply["jsonrpc"] = "2.0";
    reply["id"] = id;
    reply["result"] = std::move(result);
    return reply;
}

Json errorReply(const Json &id, const RpcError &error)
{
    Json body = Json::object();
    body["code"] = error.code;
    body["message"] = error.message;
    if (!error.data.is_null()) {
        body["data"] = error.data;
    }
    Json reply = Json::object();
    reply["jsonrpc"] = "2.0";
    reply["id"] = id;
    reply["error"] = std::move(body);
    return reply;
}

Json notification(const std::string &method, Json params)
{
    Json message = Json::object();
    message["jsonrpc"] = "2.0";
    message["method"] = method;
    message["params"] = std::move(params);
    return message;
}

} // namespace berth::echo
