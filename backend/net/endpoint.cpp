// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/endpoint.h"

#include "base/parse_number.h"
#include "net/http_message.h"

#include <boost/asio/ip/address_v6.hpp>

#include <optional>

namespace berth::net {

namespace {

using base::ErrorCode;

constexpr std::uint16_t httpPort = 80;
constexpr std::uint16_t httpsPort = 443;

std::uint16_t defaultPort(Endpoint::Kind kind)
{
    return kind == Endpoint::Kind::Tls ? httpsPort : httpPort;
}

bool isPrintableAscii(std::string_view text)
{
    for (const char c : text) {
        if (c <= ' ' || c >= '\x7f') {
            return false;
        }
    }
    return true;
}

bool isHostName(std::string_view host)
{
    constexpr std::size_t maxHostBytes = 253;
    if (host.empty() || host.size() > maxHostBytes) {
        return false;
    }
    return host.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") ==
           std::string_view::npos;
}

bool isIpv6(std::string_view host)
{
    boost::system::error_code error;
    boost::asio::ip::make_address_v6(std::string(host), error);
    return !error;
}

/// Fills host and port from "host", "host:port" or "[v6]:port".
base::Status parseAuthority(std::string_view authority, Endpoint &endpoint)
{
    std::string_view host = authority;
    std::string_view port;
    bool hasPort = false;
    if (authority.starts_with('[')) {
        const auto close = authority.find(']');
        if (close == std::string_view::npos || !isIpv6(authority.substr(1, close - 1))) {
            return base::fail(ErrorCode::InvalidArgument,
                              "The URL's host is not a valid IPv6 address in brackets.");
        }
        host = authority.substr(1, close - 1);
        const auto rest = authority.substr(close + 1);
        if (!rest.empty() && rest.front() != ':') {
            return base::fail(
                ErrorCode::InvalidArgument,
                "After the URL's IPv6 address only a port may follow, like [::1]:8080.");
        }
        hasPort = !rest.empty();
        port = hasPort ? rest.substr(1) : rest;
    } else {
        const auto colon = authority.find(':');
        hasPort = colon != std::string_view::npos;
        host = authority.substr(0, colon);
        port = hasPort ? authority.substr(colon + 1) : std::string_view();
        if (!isHostName(host)) {
            return base::fail(
                ErrorCode::InvalidArgument,
                host.empty() ? "The URL has no host name."
                             : "The URL's host name has characters that no host name may have.");
        }
    }
    endpoint.host = std::string(host);
    endpoint.port = defaultPort(endpoint.kind);
    if (hasPort && !port.empty()) {
        const auto number = base::parseNumber<std::uint16_t>(port);
        if (!number || *number == 0) {
            return base::fail(ErrorCode::InvalidArgument,
                              "The URL's port is not a number from 1 to 65535.");
        }
        endpoint.port = *number;
    }
    return {};
}

std::optional<Endpoint::Kind> parseScheme(std::string_view scheme)
{
    if (sameHeaderName(scheme, "http")) {
        return Endpoint::Kind::Tcp;
    }
    if (sameHeaderName(scheme, "https")) {
        return Endpoint::Kind::Tls;
    }
    return std::nullopt;
}

/// Where it is an IPv6 address, whose colons are no port's.
std::string inBrackets(const std::string &host)
{
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

} // namespace

std::string Endpoint::authority() const
{
    return inBrackets(host) + ":" + std::to_string(port);
}

std::string Endpoint::hostHeader() const
{
    if (kind == Kind::Unix) {
        return "localhost";
    }
    return port == defaultPort(kind) ? inBrackets(host) : authority();
}

std::string Endpoint::origin() const
{
    return (kind == Kind::Tls ? "https://" : "http://") + hostHeader();
}

base::Result<Url> parseUrl(std::string_view text)
{
    const auto schemeEnd = text.find("://");
    if (schemeEnd == std::string_view::npos) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The URL does not start with http:// or https://.");
    }
    const auto kind = parseScheme(text.substr(0, schemeEnd));
    if (!kind) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The URL's scheme is not supported; use http:// or https://.");
    }
    if (!isPrintableAscii(text)) {
        return base::fail(
            ErrorCode::InvalidArgument,
            "The URL has spaces, control or non-ASCII characters; percent-encode them.");
    }
    std::string_view rest = text.substr(schemeEnd + 3);
    rest = rest.substr(0, rest.find('#')); // a fragment never goes to a server
    const auto authorityEnd = rest.find_first_of("/?");
    const auto authority = rest.substr(0, authorityEnd);
    if (authority.find('@') != std::string_view::npos) {
        return base::fail(
            ErrorCode::InvalidArgument,
            "The URL holds a user name or password; use an authentication header instead.");
    }
    Url url;
    url.endpoint.kind = *kind;
    if (auto parsed = parseAuthority(authority, url.endpoint); !parsed) {
        return base::fail(std::move(parsed.error()));
    }
    url.target = authorityEnd == std::string_view::npos ? std::string()
                                                        : std::string(rest.substr(authorityEnd));
    if (!url.target.starts_with('/')) {
        url.target.insert(0, "/");
    }
    return url;
}

} // namespace berth::net
