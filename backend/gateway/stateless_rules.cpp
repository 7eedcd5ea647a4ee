// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/stateless_rules.h"

#include "base/json.h"
#include "gateway/bridge_rules.h"
#include "gateway/revision.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace berth::gateway {

namespace {

using base::Json;

constexpr int resourceNotFound = -32002;
constexpr int urlElicitation = -32042;

constexpr std::array<std::string_view, 5> removedMethods{
    "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe"};
constexpr std::array<std::string_view, 5> cacheableMethods{
    "tools/list", "prompts/list", "resources/list", "resources/templates/list", "resources/read"};

template <typename Names>
bool isOneOf(std::string_view name, const Names &names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Span metaField(const RpcMessage &message, std::string_view name)
{
    return memberAt(message.text, message.param("_meta"), name);
}

/// A header's value, of which a part that HTTP cannot carry comes as "=?base64?…?=".
std::string decodedHeader(std::string_view value)
{
    constexpr std::string_view open = "=?base64?";
    constexpr std::string_view close = "?=";
    if (!value.starts_with(open) || !value.ends_with(close) ||
        value.size() < open.size() + close.size()) {
        return std::string(value);
    }
    value.remove_prefix(open.size());
    value.remove_suffix(close.size());
    std::string bytes(value.size(), '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char *>(bytes.data()),
                                     reinterpret_cast<const unsigned char *>(value.data()),
                                     static_cast<int>(value.size()));
    const auto padding = static_cast<std::size_t>(std::count(value.begin(), value.end(), '='));
    bytes.resize(size < 0 ? 0 : static_cast<std::size_t>(size) - padding);
    return bytes;
}

std::string nameOf(const RpcMessage &message)
{
    if (message.method == "tools/call" || message.method == "prompts/get") {
        return message.stringParam("name");
    }
    return message.method == "resources/read" ? message.stringParam("uri") : std::string();
}

net::HttpResponse refuse(const RpcMessage &message, int code, std::string text,
                         std::string data = {})
{
    return refusal(status::badRequest, {code, std::move(text), std::move(data)}, message.idText());
}

net::HttpResponse mismatch(const RpcMessage &message, const std::string &header)
{
    return refuse(message, rpc::headerMismatch,
                  "The header " + header + " does not say what the body says.");
}

std::optional<net::HttpResponse> refusalByMeta(const RpcMessage &message,
                                               const net::Headers &headers)
{
    const std::string_view version = metaField(message, meta::version).in(message.text);
    if (version.empty() && message.method == "initialize") {
        return mismatch(message, "MCP-Protocol-Version");
    }
    if (!version.starts_with('"')) {
        return refuse(message, rpc::invalidParams,
                      std::string("_meta needs \"") + meta::version + "\", a string.");
    }
    const std::string_view capabilities = metaField(message, meta::capabilities).in(message.text);
    if (message.kind == RpcMessage::Kind::Request && !capabilities.starts_with('{')) {
        return refuse(message, rpc::invalidParams,
                      std::string("_meta needs \"") + meta::capabilities + "\", an object.");
    }
    const auto header = headers.get("Mcp-Protocol-Version");
    if (!header || *header != decodedString(version)) {
        return mismatch(message, "MCP-Protocol-Version");
    }
    return std::nullopt;
}

std::optional<Json> objectAt(const Json &json, const char *name)
{
    const auto found = json.find(name);
    return found != json.end() && found->is_object() ? std::optional<Json>(*found) : std::nullopt;
}

bool announcesChanges(const Json &capabilities, const char *name)
{
    const auto part = objectAt(capabilities, name);
    return part && part->contains("listChanged") && (*part)["listChanged"] == true;
}

Json parsed(std::string_view text)
{
    Json json = base::parseJson(text).value_or(Json::object());
    return json.is_object() ? json : Json::object();
}

} // namespace

bool isStatelessVersion(std::string_view version)
{
    return version.size() == statelessRevision.size() &&
           version >= statelessRevision; // text order is age order
}

bool claimsStateless(const RpcMessage &message, const net::Headers &headers)
{
    return message.kind != RpcMessage::Kind::Response &&
           (!metaField(message, meta::version).isEmpty() ||
            isStatelessVersion(headers.get("Mcp-Protocol-Version").value_or("")));
}

std::optional<net::HttpResponse> statelessRefusal(const RpcMessage &message,
                                                  const net::Headers &headers)
{
    if (auto refused = refusalByMeta(message, headers)) {
        return refused;
    }
    if (headers.get("Mcp-Method").value_or("") != message.method) {
        return mismatch(message, "Mcp-Method");
    }
    const std::string name = nameOf(message);
    if (!name.empty() && decodedHeader(headers.get("Mcp-Name").value_or("")) != name) {
        return mismatch(message, "Mcp-Name");
    }
    const auto version = decodedString(metaField(message, meta::version).in(message.text));
    if (version != statelessRevision) {
        const Json data{{"supported", Json::array({std::string(statelessRevision)})},
                        {"requested", version.value_or("")}};
        return refuse(message, rpc::unsupportedVersion, "This protocol version is not served.",
                      base::toText(data));
    }
    if (isOneOf(message.method, removedMethods)) {
        return refusal(status::notFound,
                       {rpc::methodNotFound, "There is no method " + message.method + "."},
                       message.idText());
    }
    return std::nullopt;
}

std::string statelessReply(std::string reply, std::string_view method)
{
    const auto message = readServerMessage(std::move(reply));
    if (!message) {
        return errorReply({}, {rpc::internalError, "The server's answer makes no sense."});
    }
    if (message->result.isEmpty()) {
        const Span code = memberAt(message->text, message->error, "code");
        const std::string_view number = code.in(message->text);
        if (number == std::to_string(resourceNotFound)) {
            return withReplacements(message->text, {{code, std::to_string(rpc::invalidParams)}});
        }
        if (number == std::to_string(urlElicitation) ||
            number == std::to_string(rpc::missingCapability)) {
            return withReplacements(message->text, {{code, std::to_string(rpc::internalError)}});
        }
        return message->text;
    }
    const auto members = membersAt(message->text, message->result);
    std::string added =
        valueOf(members, "resultType").isEmpty() ? R"("resultType":"complete")" : "";
    if (isOneOf(method, cacheableMethods) && valueOf(members, "ttlMs").isEmpty()) {
        added.append(added.empty() ? "" : ",").append(R"("ttlMs":0,"cacheScope":"private")");
    }
    if (added.empty() || message->text[message->result.begin] != '{') {
        return message->text;
    }
    return withReplacements(message->text,
                            {insertion(message->text, message->result, std::move(added))});
}

int statelessStatus(const std::string &reply)
{
    const auto message = readServerMessage(reply);
    const Span code = message ? memberAt(message->text, message->error, "code") : Span{};
    if (code.isEmpty()) {
        return status::ok;
    }
    const std::string_view number = code.in(message->text);
    for (const int bad : {rpc::headerMismatch, rpc::missingCapability, rpc::unsupportedVersion}) {
        if (number == std::to_string(bad)) {
            return status::badRequest;
        }
    }
    return number == std::to_string(rpc::methodNotFound) ? status::notFound : status::ok;
}

ListenFilter listenFilter(const RpcMessage &request, const std::string &identity)
{
    const Json wanted = parsed(request.param("notifications").in(request.text));
    const Json offered = objectAt(parsed(identity), "capabilities").value_or(Json::object());
    const auto isOn = [&wanted](const char *name) {
        return wanted.contains(name) && wanted[name] == true;
    };
    ListenFilter filter;
    filter.tools = isOn("toolsListChanged") && announcesChanges(offered, "tools");
    filter.prompts = isOn("promptsListChanged") && announcesChanges(offered, "prompts");
    filter.resources = isOn("resourcesListChanged") && announcesChanges(offered, "resources");
    const auto resources = objectAt(offered, "resources");
    const bool canSubscribe = resources && resources->value("subscribe", Json()) == true;
    const auto uris = wanted.find("resourceSubscriptions");
    if (canSubscribe && uris != wanted.end() && uris->is_array()) {
        for (const Json &uri : *uris) {
            if (uri.is_string()) {
                filter.uris.push_back(uri.get<std::string>());
            }
        }
    }
    return filter;
}

bool ListenFilter::wants(const RpcMessage &notification) const
{
    const std::string &method = notification.method;
    return (tools && method == "notifications/tools/list_changed") ||
           (prompts && method == "notifications/prompts/list_changed") ||
           (resources && method == "notifications/resources/list_changed") ||
           (method == "notifications/resources/updated" &&
            isOneOf(notification.stringParam("uri"), uris));
}

std::string ListenFilter::toText() const
{
    Json json = Json::object();
    const std::array<std::pair<const char *, bool>, 3> lists{{{"toolsListChanged", tools},
                                                              {"promptsListChanged", prompts},
                                                              {"resourcesListChanged", resources}}};
    for (const auto &[name, isOn] : lists) {
        if (isOn) {
            json[name] = true;
        }
    }
    if (!uris.empty()) {
        json["resourceSubscriptions"] = uris;
    }
    return base::toText(json);
}

std::string withSubscription(const RpcMessage &notification, std::string_view idText)
{
    const std::string tag = jsonString(meta::subscription) + ':' + std::string(idText);
    if (notification.params.isEmpty()) {
        return gateway::notification(notification.method, R"({"_meta":{)" + tag + "}}");
    }
    const Span meta = notification.param("_meta");
    const bool hasMeta = !meta.isEmpty() && notification.text[meta.begin] == '{';
    Replacement added =
        hasMeta ? insertion(notification.text, meta, tag)
                : insertion(notification.text, notification.params, R"("_meta":{)" + tag + "}");
    return withReplacements(notification.text, {std::move(added)});
}

std::string listenAcknowledgement(const ListenFilter &filter, std::string_view idText)
{
    return notification("notifications/subscriptions/acknowledged",
                        R"({"_meta":{)" + jsonString(meta::subscription) + ':' +
                            std::string(idText) + R"(},"notifications":)" + filter.toText() + "}");
}

std::string listenEnd(std::string_view idText)
{
    return resultReply(idText, R"({"resultType":"complete","_meta":{)" +
                                   jsonString(meta::subscription) + ':' + std::string(idText) +
                                   "}}");
}

} // namespace berth::gateway
