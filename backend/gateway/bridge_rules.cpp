// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/bridge_rules.h"

#include "gateway/caller_check.h"
#include "gateway/stateless_rules.h"

#include <algorithm>
#include <array>

namespace berth::gateway {

namespace {

constexpr std::array<std::string_view, 5> handshakeVersions{
    "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2024-10-07"};

constexpr std::string_view json = "application/json";
constexpr std::string_view events = "text/event-stream";

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t")));
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// The type of "type/subtype; parameter=value".
std::string_view mediaType(std::string_view value)
{
    return trimmed(value.substr(0, value.find(';')));
}

bool accepts(const net::Headers &headers, std::string_view type)
{
    const std::string wildcard = std::string(type.substr(0, type.find('/'))) + "/*";
    for (const auto &[name, value] : headers.fields()) {
        std::string_view rest = net::sameHeaderName(name, "Accept") ? value : std::string_view();
        while (!rest.empty()) {
            const std::string_view item = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(rest.size(), item.size() + 1));
            const std::string_view found = mediaType(item);
            if (net::sameHeaderName(found, type) || net::sameHeaderName(found, wildcard) ||
                found == "*/*") {
                return true;
            }
        }
    }
    return false;
}

std::optional<net::HttpResponse> refusalByTypes(const net::ServerExchange &exchange)
{
    const auto &headers = exchange.headers();
    if (exchange.method() == "GET" && !accepts(headers, events)) {
        return refusal(status::notAcceptable,
                       {rpc::serverError, "Accept must list text/event-stream."});
    }
    if (exchange.method() != "POST") {
        return std::nullopt;
    }
    if (!accepts(headers, json) || !accepts(headers, events)) {
        return refusal(
            status::notAcceptable,
            {rpc::serverError, "Accept must list application/json and text/event-stream."});
    }
    const auto type = headers.get("Content-Type").value_or(std::string_view());
    if (!net::sameHeaderName(mediaType(type), json)) {
        return refusal(status::unsupportedMediaType,
                       {rpc::serverError, "The Content-Type must be application/json."});
    }
    return std::nullopt;
}

} // namespace

net::HttpResponse jsonAnswer(std::string body)
{
    return {status::ok, {{"Content-Type", std::string(json)}}, std::move(body)};
}

net::HttpResponse refusal(int status, const RpcProblem &problem, std::string_view idText)
{
    net::HttpResponse response = jsonAnswer(errorReply(idText, problem));
    response.status = status;
    return response;
}

std::optional<net::HttpResponse> refusalByCaller(const net::ServerExchange &exchange)
{
    // The gateway has checked the address that it was called by; here it is the one of this hop.
    static const CallerCheck check("localhost", 0);
    if (const auto why = check.refusal(exchange.headers())) {
        return refusal(status::forbidden, {rpc::serverError, *why});
    }
    return std::nullopt;
}

std::optional<net::HttpResponse> refusalByHead(const net::ServerExchange &exchange)
{
    if (auto refused = refusalByCaller(exchange)) {
        return refused;
    }
    const std::string &target = exchange.target();
    if (target.substr(0, target.find('?')) != "/mcp") {
        return refusal(status::notFound, {rpc::serverError, "MCP is served at /mcp only."});
    }
    const std::string &method = exchange.method();
    const bool isStateless =
        isStatelessVersion(exchange.headers().get("Mcp-Protocol-Version").value_or(""));
    const bool mayReadAndEnd = !isStateless && (method == "GET" || method == "DELETE");
    if (method != "POST" && !mayReadAndEnd) {
        auto response = refusal(status::methodNotAllowed,
                                {rpc::serverError, "MCP does not use this method here."});
        response.headers.set("Allow", isStateless ? "POST" : "GET, POST, DELETE");
        return response;
    }
    return refusalByTypes(exchange);
}

net::asio::awaitable<std::optional<RpcMessage>> readPosted(net::ServerExchange &exchange,
                                                           std::size_t maxBytes)
{
    auto body = co_await exchange.readBody(maxBytes);
    if (!body) {
        if (body.error().code == base::ErrorCode::LimitReached) {
            auto response =
                refusal(status::contentTooLarge, {rpc::serverError, body.error().message});
            co_await exchange.respond(std::move(response));
        }
        co_return std::nullopt;
    }
    auto message = readClientMessage(std::move(*body));
    if (!message) {
        auto response = refusal(status::badRequest, message.error());
        co_await exchange.respond(std::move(response));
        co_return std::nullopt;
    }
    co_return std::move(*message);
}

bool isHandshakeVersion(std::string_view version)
{
    return std::find(handshakeVersions.begin(), handshakeVersions.end(), version) !=
           handshakeVersions.end();
}

std::string agreedVersion(std::string_view wanted, std::string_view served)
{
    const std::string_view asked = isHandshakeVersion(wanted) ? wanted : handshakeVersions.front();
    return std::string(isHandshakeVersion(served) ? std::min(asked, served) : asked);
}

} // namespace berth::gateway
