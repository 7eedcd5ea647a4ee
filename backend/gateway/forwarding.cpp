// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/forwarding.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

namespace berth::gateway {

namespace {

constexpr std::string_view prefix = "/mcp/";
constexpr std::string_view prefixHeader = "X-Forwarded-Prefix";
/// What Connection nearly always says. Fields of these names are of this hop anyway.
constexpr std::array<std::string_view, 2> persistence{"keep-alive", "close"};

/// Names that a Connection field declares to be of this hop only (RFC 9110 section 7.6.1).
std::vector<std::string> connectionListed(const net::Headers &headers)
{
    std::vector<std::string> names;
    for (const auto &[name, value] : headers.fields()) {
        if (!net::sameHeaderName(name, "Connection")) {
            continue;
        }
        std::string_view rest = value;
        while (!rest.empty()) {
            auto item = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(rest.size(), item.size() + 1));
            item.remove_prefix(std::min(item.size(), item.find_first_not_of(" \t")));
            item = item.substr(0, item.find_last_not_of(" \t") + 1);
            if (!net::isOneOf(item, persistence)) {
                names.emplace_back(item);
            }
        }
    }
    return names;
}

constexpr std::array<std::string_view, 10> hopByHopNames{"Close",
                                                         "Connection",
                                                         "Keep-Alive",
                                                         "Proxy-Authenticate",
                                                         "Proxy-Authorization",
                                                         "Proxy-Connection",
                                                         "TE",
                                                         "Trailer",
                                                         "Transfer-Encoding",
                                                         "Upgrade"};

bool isHopByHop(std::string_view name)
{
    // Most names are told apart from all of them by their length.
    constexpr std::uint32_t lengths = [] {
        std::uint32_t bits = 0;
        for (const std::string_view each : hopByHopNames) {
            bits |= 1U << each.size();
        }
        return bits;
    }();
    return name.size() < 32 && ((lengths >> name.size()) & 1U) != 0 &&
           net::isOneOf(name, hopByHopNames);
}

} // namespace

std::optional<SlugPath> splitTarget(std::string_view target)
{
    constexpr std::string_view ofAll = "/mcp";
    if (target == ofAll || target.starts_with("/mcp?")) {
        return SlugPath{{}, target.substr(ofAll.size())};
    }
    if (!target.starts_with(prefix)) {
        return std::nullopt;
    }
    target.remove_prefix(prefix.size());
    const auto end = static_cast<std::size_t>(
        std::find_if(target.begin(), target.end(), [](char c) { return c == '/' || c == '?'; }) -
        target.begin());
    return SlugPath{target.substr(0, end), target.substr(end)};
}

std::string upstreamTarget(const Route &route, std::string_view rest)
{
    std::string_view query;
    if (rest.starts_with('?') || rest.starts_with("/?")) {
        query = rest.substr(rest.find('?') + 1);
    } else if (rest.size() > 1) {
        return std::string(rest);
    }
    std::string target = route.basePath.empty() ? "/" : route.basePath;
    if (!query.empty()) {
        target.append(target.find('?') == std::string::npos ? "?" : "&").append(query);
    }
    return target;
}

RequestHeaders::RequestHeaders(const Route &route, std::string_view prefix)
    : m_hidesAuthorization(!route.extraHeaders.empty())
{
    m_own.add("Host", route.hostHeader.empty() ? route.upstream.hostHeader() : route.hostHeader);
    if (!prefix.empty()) {
        m_own.add(prefixHeader, prefix);
    }
    m_own.addFrom(route.extraHeaders, [prefix](const net::Headers::Field &field) {
        return prefix.empty() || !net::sameHeaderName(field.first, prefixHeader);
    });
}

net::Headers RequestHeaders::with(const net::Headers &fromCaller) const
{
    constexpr std::array<std::string_view, 3> leftOut{"Content-Length", "Expect", "Origin"};
    const auto listed = connectionListed(fromCaller);
    net::Headers headers;
    headers.addFrom(m_own, [](const net::Headers::Field &) { return true; });
    headers.addFrom(fromCaller, [&](const net::Headers::Field &field) {
        const std::string_view name = field.first;
        return !isHopByHop(name) && !net::isOneOf(name, leftOut) && !net::isOneOf(name, listed) &&
               !(m_hidesAuthorization && net::sameHeaderName(name, "Authorization")) &&
               !m_own.contains(name);
    });
    return headers;
}

net::Headers RequestHeaders::with(const net::ServerExchange &exchange) const
{
    net::Headers headers = with(exchange.headers());
    const auto upgrade = exchange.headers().get("Upgrade");
    // No other protocol: a change to HTTP/2 would go past every check of what follows.
    if (upgrade && net::sameHeaderName(*upgrade, "websocket") && exchange.method() == "GET" &&
        net::isOneOf("Upgrade", connectionListed(exchange.headers()))) {
        headers.set("Connection", "Upgrade");
        headers.set("Upgrade", "websocket");
    }
    return headers;
}

bool isEventStream(const net::Headers &headers)
{
    constexpr std::string_view wanted = "text/event-stream";
    const auto type = headers.get("Content-Type").value_or(std::string_view());
    const char next = type.size() > wanted.size() ? type[wanted.size()] : ';';
    return (next == ';' || next == ' ' || next == '\t') &&
           net::sameHeaderName(type.substr(0, wanted.size()), wanted);
}

std::optional<std::size_t> contentLength(const net::Headers &headers)
{
    const auto text = headers.get("Content-Length");
    std::size_t length = 0;
    if (!text ||
        std::from_chars(text->data(), text->data() + text->size(), length).ec != std::errc()) {
        return std::nullopt;
    }
    return length;
}

net::Headers responseHeaders(net::Headers headers)
{
    const auto listed = connectionListed(headers);
    headers.keepOnly([&listed](const net::Headers::Field &field) {
        return !isHopByHop(field.first) && !net::isOneOf(field.first, listed);
    });
    if (isEventStream(headers)) {
        headers.set("X-Accel-Buffering", "no");
    }
    return headers;
}

} // namespace berth::gateway
