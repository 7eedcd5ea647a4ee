// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "echo/request_guard.h"

#include <cctype>
#include <string>

#include <arpa/inet.h>

namespace berth::echo {

namespace {

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char &c : result) {
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return result;
}

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

/// "localhost" of "localhost:8000", "::1" of "[::1]:8000".
std::string hostOf(std::string_view authority)
{
    if (!authority.empty() && authority.front() == '[') {
        return std::string(authority.substr(1, authority.find(']') - 1));
    }
    return lower(authority.substr(0, authority.find(':')));
}

bool isAddress(const std::string &host)
{
    in_addr v4{};
    in6_addr v6{};
    return inet_pton(AF_INET, host.c_str(), &v4) == 1 ||
           inet_pton(AF_INET6, host.c_str(), &v6) == 1;
}

bool isLoopback(const std::string &host)
{
    return host == "localhost" || host == "::1" || (host.rfind("127.", 0) == 0 && isAddress(host));
}

bool accepts(std::string_view header, const std::string &type)
{
    const std::string wildcard = type.substr(0, type.find('/')) + "/*";
    while (!header.empty()) {
        const auto comma = header.find(',');
        const std::string_view item = header.substr(0, comma);
        const std::string name = lower(trimmed(item.substr(0, item.find(';'))));
        if (name == type || name == "*/*" || name == wildcard) {
            return true;
        }
        header = comma == std::string_view::npos ? std::string_view() : header.substr(comma + 1);
    }
    return false;
}

RpcError refuse(int status, std::string text)
{
    return {rpc::serverError, std::move(text), nullptr, status};
}

} // namespace

std::optional<RpcError> checkCaller(const net::Headers &headers)
{
    const std::string host = hostOf(headers.get("Host").value_or(""));
    if (!isLoopback(host) && !isAddress(host)) {
        return refuse(403, "This Host is not served here.");
    }
    if (const auto origin = headers.get("Origin")) {
        const auto scheme = origin->find("://");
        if (scheme == std::string_view::npos || !isLoopback(hostOf(origin->substr(scheme + 3)))) {
            return refuse(403, "This Origin may not call.");
        }
    }
    return std::nullopt;
}

std::optional<RpcError> checkMediaTypes(const net::Headers &headers)
{
    const std::string_view type = headers.get("Content-Type").value_or("");
    if (lower(trimmed(type.substr(0, type.find(';')))) != "application/json") {
        return refuse(415, "The Content-Type must be application/json.");
    }
    const std::string_view accept = headers.get("Accept").value_or("");
    if (!accepts(accept, "application/json") || !accepts(accept, "text/event-stream")) {
        return refuse(406, "Accept must list application/json and text/event-stream.");
    }
    return std::nullopt;
}

} // namespace berth::echo
