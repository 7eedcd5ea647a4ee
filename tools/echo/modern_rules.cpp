// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "echo/modern_rules.h"

namespace berth::echo {

using base::Json;

namespace {

constexpr const char *versionKey = "io.modelcontextprotocol/protocolVersion";
constexpr const char *capabilitiesKey = "io.modelcontextprotocol/clientCapabilities";

const Json *metaField(const Message &message, const char *key)
{
    const auto meta = message.params.find("_meta");
    if (meta == message.params.end() || !meta->is_object()) {
        return nullptr;
    }
    const auto field = meta->find(key);
    return field == meta->end() ? nullptr : &*field;
}

RpcError mismatch(const std::string &header)
{
    return {rpc::headerMismatch, "The " + header + " header does not say what the body says.",
            nullptr, 400};
}

/// Names sort as dates do, so text order is age order.
bool isModernName(std::string_view version)
{
    return version.size() == 10 && version >= modernVersion;
}

std::string nameOf(const Message &message)
{
    if (message.method == "tools/call" || message.method == "prompts/get") {
        return base::stringOr(message.params, "name");
    }
    return message.method == "resources/read" ? base::stringOr(message.params, "uri") : "";
}

} // namespace

bool claimsModern(const Message &message)
{
    return metaField(message, versionKey) != nullptr;
}

std::optional<RpcError> checkModernMeta(const Message &message)
{
    const Json *version = metaField(message, versionKey);
    if (version == nullptr || !version->is_string()) {
        return RpcError{rpc::invalidParams,
                        std::string("_meta needs \"") + versionKey + "\", a string.", nullptr, 400};
    }
    const Json *capabilities = metaField(message, capabilitiesKey);
    if (message.kind == Message::Kind::Request &&
        (capabilities == nullptr || !capabilities->is_object())) {
        return RpcError{rpc::invalidParams,
                        std::string("_meta needs \"") + capabilitiesKey + "\", an object.", nullptr,
                        400};
    }
    if (*version != modernVersion) {
        Json data = Json::object();
        data["supported"] = Json::array({modernVersion});
        data["requested"] = *version;
        return RpcError{rpc::unsupportedVersion, "This protocol version is not supported.", data,
                        400};
    }
    return std::nullopt;
}

std::optional<RpcError> checkModernHeaders(const Message &message, const net::Headers &headers)
{
    const Json *version = metaField(message, versionKey);
    const auto versionHeader = headers.get("MCP-Protocol-Version");
    if (version != nullptr && version->is_string() &&
        (!versionHeader || *versionHeader != version->get_ref<const std::string &>())) {
        return mismatch("MCP-Protocol-Version");
    }
    const auto method = headers.get("Mcp-Method");
    if (!method || *method != message.method) {
        return mismatch("Mcp-Method");
    }
    const std::string name = nameOf(message);
    if (!name.empty() && headers.get("Mcp-Name").value_or("") != name) {
        return mismatch("Mcp-Name");
    }
    return std::nullopt;
}

std::optional<RpcError> checkLegacyHeaders(const Message &message, const net::Headers &headers)
{
    if (!isModernName(headers.get("MCP-Protocol-Version").value_or(""))) {
        return std::nullopt;
    }
    if (message.method == "initialize") {
        return mismatch("MCP-Protocol-Version");
    }
    return RpcError{rpc::invalidParams,
                    std::string("_meta needs \"") + versionKey + "\" under this protocol version.",
                    nullptr, 400};
}

} // namespace berth::echo
