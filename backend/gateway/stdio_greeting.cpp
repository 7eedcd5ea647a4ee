// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/stdio_greeting.h"

#include "base/json.h"
#include "gateway/stdio_backend.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace berth::gateway {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::string_view clientInfo = R"({"name":"berth","version":"1"})";

std::string initializeParams(const StdioServer &server)
{
    std::string text = R"({"protocolVersion":")";
    text.append(latestHandshakeVersion)
        .append(R"(","capabilities":)")
        .append(server.clientCapabilities);
    text.append(R"(,"clientInfo":)");
    return text.append(server.clientInfo.empty() ? clientInfo : server.clientInfo).append("}");
}

std::string discoverParams()
{
    const Json params{{"_meta", Json{{meta::version, std::string(statelessRevision)},
                                     {meta::capabilities, Json::object()},
                                     {meta::clientInfo, base::parseJson(clientInfo).value()}}}};
    return base::toText(params);
}

Json objectIn(const Json &json, const char *name)
{
    const auto found = json.find(name);
    return found != json.end() && found->is_object() ? *found : Json::object();
}

/// The result of a reply, when it is an object.
std::optional<Json> resultOf(const base::Result<std::string> &reply)
{
    const auto message = reply ? readServerMessage(*reply) : std::nullopt;
    if (!message || message->result.isEmpty()) {
        return std::nullopt;
    }
    auto json = base::parseJson(message->result.in(message->text));
    return json && json->is_object() ? std::optional<Json>(std::move(*json)) : std::nullopt;
}

bool isDiscovery(const std::optional<Json> &result)
{
    const auto versions = result ? result->find("supportedVersions") : Json::const_iterator();
    return result && versions != result->end() && versions->is_array() &&
           std::find(versions->begin(), versions->end(), Json(std::string(statelessRevision))) !=
               versions->end();
}

ServerIdentity statelessIdentity(Json discovery, const std::string &name)
{
    Json serverInfo = objectIn(objectIn(discovery, "_meta"), meta::serverInfo);
    if (serverInfo.empty()) {
        serverInfo = Json{{"name", name}, {"version", "0"}};
    }
    Json initialize{{"protocolVersion", std::string(latestHandshakeVersion)},
                    {"capabilities", objectIn(discovery, "capabilities")},
                    {"serverInfo", std::move(serverInfo)}};
    initialize["capabilities"].erase("extensions"); // of the stateless era only
    if (discovery.contains("instructions")) {
        initialize["instructions"] = discovery["instructions"];
    }
    discovery["supportedVersions"] = Json::array({std::string(statelessRevision)});
    return {Era::Stateless, base::toText(initialize), base::toText(discovery)};
}

ServerIdentity handshakeIdentity(std::string text, const Json &known)
{
    Json discovery{{"resultType", "complete"},
                   {"supportedVersions", Json::array({std::string(statelessRevision)})},
                   {"capabilities", objectIn(known, "capabilities")}};
    // Experimental in the eras before, an extension with other methods in this one.
    discovery["capabilities"].erase("tasks");
    if (known.contains("instructions")) {
        discovery["instructions"] = known["instructions"];
    }
    discovery["ttlMs"] = 0;
    discovery["cacheScope"] = "private";
    discovery["_meta"][meta::serverInfo] = objectIn(known, "serverInfo");
    return {Era::Handshake, std::move(text), base::toText(discovery)};
}

/// The answer to server/discover, whenever it comes.
struct Discovered
{
    explicit Discovered(const net::asio::any_io_executor &executor)
        : came(executor)
    {}

    std::string reply;
    bool isThere = false;
    Pulse came;

    std::optional<Json> result() const
    {
        auto json = isThere ? resultOf(reply) : std::nullopt;
        return isDiscovery(json) ? std::move(json) : std::nullopt;
    }
};

net::Task<std::shared_ptr<Discovered>> askDiscovery(std::shared_ptr<StdioBackend> server)
{
    auto found = std::make_shared<Discovered>(co_await net::asio::this_coro::executor);
    StdioBackend::Deliver deliver = [found](std::string text, bool isLast) {
        found->reply = std::move(text);
        found->isThere = isLast;
        found->came.beat();
    };
    auto sent = co_await server->request("server/discover", discoverParams(), std::move(deliver));
    if (!sent) {
        co_return base::fail(std::move(sent.error()));
    }
    const auto until = std::chrono::steady_clock::now() + server->server().discoveryTimeout;
    while (!found->isThere && std::chrono::steady_clock::now() < until) {
        co_await found->came.waitUntil(until);
    }
    co_return found;
}

} // namespace

net::Task<ServerIdentity> greet(std::shared_ptr<StdioBackend> server, Discovery discovery)
{
    const std::string name = server->server().name;
    auto discovered = std::make_shared<Discovered>(co_await net::asio::this_coro::executor);
    if (discovery == Discovery::First) {
        auto asked = co_await askDiscovery(server);
        if (!asked) {
            co_return base::fail(std::move(asked.error()));
        }
        discovered = std::move(*asked);
    }
    auto found = discovered->result();
    if (found) {
        co_return statelessIdentity(std::move(*found), name);
    }
    auto reply = co_await server->ask("initialize", initializeParams(server->server()));
    const auto known = resultOf(reply);
    found = discovered->result(); // it may have been late
    if (!known && found) {
        co_return statelessIdentity(std::move(*found), name);
    }
    const auto message = reply ? readServerMessage(std::move(*reply)) : std::nullopt;
    if (!known) {
        const std::string told = message ? std::string(message->error.in(message->text)) : "";
        co_return base::fail(ErrorCode::ProtocolError, name + " refused the MCP handshake.", told);
    }
    server->post(notification("notifications/initialized"));
    co_return handshakeIdentity(std::string(message->result.in(message->text)), *known);
}

} // namespace berth::gateway
