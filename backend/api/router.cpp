// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/router.h"

#include "api/reply.h"
#include "base/bytes.h"
#include "base/ids.h"
#include "base/secret.h"

#include <algorithm>
#include <utility>

namespace berth::api {

using base::Json;

namespace {

constexpr std::size_t maxBodyBytes = base::mebibyte;
constexpr std::string_view placeholder = "{id}";

int hexValue(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view text, bool plusIsSpace)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 &&
                            hexValue(text[i + 2]) >= 0;
        if (escape) {
            result += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            i += 2;
        } else {
            result += plusIsSpace && text[i] == '+' ? ' ' : text[i];
        }
    }
    return result;
}

std::map<std::string, std::string> parseQuery(std::string_view text)
{
    std::map<std::string, std::string> query;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        const std::string_view value = equals < pair.size() ? pair.substr(equals + 1) : "";
        query[decoded(pair.substr(0, equals), true)] = decoded(value, true);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return query;
}

bool matches(std::string_view pattern, std::string_view path, std::string &parameter)
{
    const auto at = pattern.find(placeholder);
    if (at == std::string_view::npos) {
        return pattern == path;
    }
    const std::string_view before = pattern.substr(0, at);
    const std::string_view after = pattern.substr(at + placeholder.size());
    if (path.size() <= before.size() + after.size() || path.substr(0, at) != before ||
        path.substr(path.size() - after.size()) != after) {
        return false;
    }
    const std::string_view middle = path.substr(at, path.size() - before.size() - after.size());
    if (middle.find('/') != std::string_view::npos) {
        return false;
    }
    parameter = decoded(middle, false);
    return true;
}

} // namespace

std::string Call::queryOr(const std::string &name, std::string_view fallback) const
{
    const auto found = query.find(name);
    return found == query.end() ? std::string(fallback) : found->second;
}

bool Call::queryFlag(const std::string &name) const
{
    const std::string value = queryOr(name, "");
    return value == "1" || value == "true";
}

Router::Router()
    : Router(failureReply)
{}

Router::Router(Refuse refuse)
    : m_refuse(std::move(refuse))
{}

void Router::add(std::string method, std::string pattern, Handler handler)
{
    m_routes.push_back({std::move(method), std::move(pattern), std::move(handler)});
}

const Router::Route *Router::find(std::string_view method, std::string_view path,
                                  std::string &parameter) const
{
    for (const Route &route : m_routes) {
        if (route.method == method && matches(route.pattern, path, parameter)) {
            return &route;
        }
    }
    return nullptr;
}

std::string Router::methodsOf(std::string_view path) const
{
    std::string methods;
    std::string parameter;
    for (const Route &route : m_routes) {
        if (matches(route.pattern, path, parameter)) {
            methods += (methods.empty() ? "" : ", ") + route.method;
        }
    }
    return methods;
}

net::HttpResponse Router::noRoute(std::string_view path, std::string_view query) const
{
    if (const std::string allowed = methodsOf(path); !allowed.empty()) {
        net::HttpResponse response = m_refuse(405, "Method Not Allowed");
        response.headers.set("Allow", allowed);
        return response;
    }
    std::string other(path);
    if (!other.empty() && other.back() == '/') {
        other.pop_back();
    } else {
        other += '/';
    }
    if (methodsOf(other).empty()) {
        return m_refuse(404, "Not Found");
    }
    net::HttpResponse response;
    response.status = 307;
    response.headers.set("Location", query.empty() ? other : other + '?' + std::string(query));
    return response;
}

net::asio::awaitable<void> Router::dispatch(net::ServerExchange &exchange) const
{
    return dispatch(exchange, exchange.target());
}

net::asio::awaitable<void> Router::dispatch(net::ServerExchange &exchange, std::string target) const
{
    const std::string_view text = target;
    const auto mark = std::min(text.find('?'), text.size());
    const std::string_view path = text.substr(0, mark);
    const std::string_view query = mark < text.size() ? text.substr(mark + 1) : "";

    Call call{exchange, {}, parseQuery(query)};
    const Route *route = find(exchange.method(), path, call.parameter);
    if (route == nullptr) {
        co_await exchange.respond(noRoute(path, query));
        co_return;
    }
    Reply reply = co_await route->handler(call);
    if (reply) {
        co_await exchange.respond(std::move(*reply));
    }
}

std::optional<net::HttpResponse> refuseWrongId(const Call &call, std::string_view name)
{
    if (base::isUuid(call.parameter)) {
        return std::nullopt;
    }
    return invalidReply("path", name, "Input should be a valid UUID");
}

net::Task<Json> readJsonObject(Call &call)
{
    auto body = co_await call.exchange.readBody(maxBodyBytes);
    if (!body) {
        co_return base::fail(body.error());
    }
    auto json = base::parseJson(*body);
    // It may have held a secret.
    base::wipeString(*body);
    if (json && !json->is_object()) {
        co_return base::fail(base::ErrorCode::InvalidArgument, "Input should be a valid object");
    }
    co_return json;
}

net::asio::awaitable<tl::expected<Json, net::HttpResponse>> readObject(Call &call)
{
    using Wrong = tl::unexpected<net::HttpResponse>;
    auto json = co_await readJsonObject(call);
    if (json) {
        co_return std::move(*json);
    }
    switch (json.error().code) {
    case base::ErrorCode::InvalidArgument:
        co_return Wrong(invalidReply("body", "", json.error().message));
    case base::ErrorCode::LimitReached:
        co_return Wrong(failureReply(413, json.error().message));
    default:
        co_return Wrong(failureReply(400, json.error().message));
    }
}

} // namespace berth::api
