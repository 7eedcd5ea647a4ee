// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "mcp/protocol.h"

#include <algorithm>
#include <array>

namespace berth::mcp {

using base::Json;

namespace {

constexpr std::array<std::string_view, 5> legacyVersions{"2025-11-25", "2025-06-18", "2025-03-26",
                                                         "2024-11-05", "2024-10-07"};

Json clientInfo()
{
    Json info = Json::object();
    info["name"] = "berth";
    info["title"] = "Berth";
    info["version"] = BERTH_VERSION;
    return info;
}

/// A header value holds visible ASCII only; anything else goes as base64 between markers.
std::string headerValue(const std::string &text)
{
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; }) &&
        text.rfind("=?base64?", 0) != 0 && !text.empty() && text.front() != ' ' &&
        text.back() != ' ';
    if (plain) {
        return text;
    }
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string encoded = "=?base64?";
    for (std::size_t i = 0; i < text.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            group =
                group << 8U | (i + j < text.size() ? static_cast<unsigned char>(text[i + j]) : 0U);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            encoded += i + j > text.size() ? '=' : alphabet[group >> (18U - 6U * j) & 63U];
        }
    }
    return encoded + "?=";
}

} // namespace

bool speaksLegacy(std::string_view version)
{
    return std::find(legacyVersions.begin(), legacyVersions.end(), version) != legacyVersions.end();
}

Json makeRequest(std::int64_t id, std::string_view method, Json params)
{
    Json message = makeNotification(method, std::move(params));
    message["id"] = id;
    return message;
}

Json makeNotification(std::string_view method, Json params)
{
    Json message = Json::object();
    message["jsonrpc"] = "2.0";
    message["method"] = method;
    if (!params.empty()) {
        message["params"] = std::move(params);
    }
    return message;
}

Json answerServerRequest(const Json &request)
{
    Json reply = Json::object();
    reply["jsonrpc"] = "2.0";
    reply["id"] = request.at("id");
    if (base::stringOr(request, "method") == "ping") {
        reply["result"] = Json::object();
    } else {
        reply["error"]["code"] = methodNotFound;
        reply["error"]["message"] = "This client offers no such method.";
    }
    return reply;
}

Json answerServerRequest(const Json &request, std::optional<Json> result)
{
    Json reply = answerServerRequest(request);
    if (result) {
        reply.erase("error");
        reply["result"] = std::move(*result);
    }
    return reply;
}

Json initializeParams(Json capabilities)
{
    Json params = Json::object();
    params["protocolVersion"] = legacyVersion;
    params["capabilities"] = std::move(capabilities);
    params["clientInfo"] = clientInfo();
    return params;
}

Json withModernMeta(Json params, Json capabilities)
{
    Json &meta = params["_meta"];
    meta["io.modelcontextprotocol/protocolVersion"] = modernVersion;
    meta["io.modelcontextprotocol/clientCapabilities"] = std::move(capabilities);
    meta["io.modelcontextprotocol/clientInfo"] = clientInfo();
    return params;
}

void addModernHeaders(net::Headers &headers, std::string_view method, const Json &params)
{
    headers.set("MCP-Protocol-Version", modernVersion);
    headers.set("Mcp-Method", method);
    if (method == "tools/call") {
        headers.set("Mcp-Name", headerValue(base::stringOr(params, "name")));
    }
}

bool isReplyTo(const Json &message, std::int64_t id)
{
    if (!message.is_object() || message.contains("method")) {
        return false;
    }
    const auto found = message.find("id");
    return found != message.end() && found->is_number_integer() && found->get<std::int64_t>() == id;
}

bool isServerRequest(const Json &message)
{
    return message.is_object() && message.contains("method") && message.contains("id");
}

bool isNotification(const Json &message)
{
    return message.is_object() && message.contains("method") && !message.contains("id");
}

std::optional<RpcError> errorOf(const Json &reply)
{
    if (!reply.is_object()) {
        return std::nullopt;
    }
    const auto error = reply.find("error");
    if (error == reply.end() || !error->is_object()) {
        return std::nullopt;
    }
    RpcError result;
    if (const auto code = error->find("code"); code != error->end() && code->is_number_integer()) {
        result.code = code->get<std::int64_t>();
    }
    result.message = base::stringOr(*error, "message");
    return result;
}

std::vector<model::Tool> toolsOf(const Json &result)
{
    std::vector<model::Tool> tools;
    const auto list = result.find("tools");
    if (list == result.end() || !list->is_array()) {
        return tools;
    }
    for (const Json &entry : *list) {
        if (auto tool = model::toolFromJson(entry)) {
            tools.push_back(std::move(*tool));
        }
    }
    return tools;
}

std::optional<std::string> nextCursorOf(const Json &result)
{
    const auto cursor = result.find("nextCursor");
    if (cursor == result.end() || !cursor->is_string()) {
        return std::nullopt;
    }
    return cursor->get<std::string>();
}

} // namespace berth::mcp
