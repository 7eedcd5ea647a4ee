// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/redis_url.h"

#include "base/parse_number.h"

#include <boost/asio/ip/address_v6.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>

namespace berth::redis {

namespace {

using base::ErrorCode;
using net::Endpoint;

constexpr std::uint16_t redisPort = 6379;

tl::unexpected<base::Error> refuse(std::string message)
{
    return base::fail(ErrorCode::InvalidArgument, std::move(message));
}

/// The URL cut at its separators, nothing decoded or checked.
struct Pieces
{
    Endpoint::Kind kind = Endpoint::Kind::Tcp;
    std::string_view userInfo;
    bool hasUserInfo = false;
    std::string_view host; ///< host and port
    std::string_view path; ///< with its slash
    std::string_view query;
};

std::optional<Endpoint::Kind> kindOf(std::string_view scheme)
{
    std::string lower(scheme);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (lower == "redis") {
        return Endpoint::Kind::Tcp;
    }
    if (lower == "rediss") {
        return Endpoint::Kind::Tls;
    }
    if (lower == "unix" || lower == "redis+unix") {
        return Endpoint::Kind::Unix;
    }
    return std::nullopt;
}

base::Result<Pieces> cut(std::string_view text)
{
    const auto schemeEnd = text.find("://");
    const auto kind =
        schemeEnd == std::string_view::npos ? std::nullopt : kindOf(text.substr(0, schemeEnd));
    if (!kind) {
        return refuse("The Redis URL's scheme is not known; use redis://, rediss:// (TLS) or "
                      "unix://.");
    }
    for (const char c : text) {
        if (c <= ' ' || c >= '\x7f') {
            return refuse("The Redis URL has spaces, control or non-ASCII characters; "
                          "percent-encode them.");
        }
    }
    Pieces pieces;
    pieces.kind = *kind;
    std::string_view rest = text.substr(schemeEnd + 3);
    if (rest.find('#') != std::string_view::npos) {
        return refuse("The Redis URL has a fragment (#…), which means nothing to Redis. In a "
                      "password write %23 for #.");
    }
    const auto authorityEnd = std::min(rest.find_first_of("/?"), rest.size());
    const std::string_view authority = rest.substr(0, authorityEnd);
    rest.remove_prefix(authorityEnd);
    if (rest.find('@') != std::string_view::npos && authority.find('@') == std::string_view::npos) {
        return refuse("The Redis URL's user or password holds a / or ?; write %2F or %3F.");
    }
    // People forget to encode an @ in a password; host names have none, so the last one counts.
    const auto at = authority.rfind('@');
    pieces.hasUserInfo = at != std::string_view::npos;
    pieces.userInfo = pieces.hasUserInfo ? authority.substr(0, at) : std::string_view();
    pieces.host = pieces.hasUserInfo ? authority.substr(at + 1) : authority;
    const auto queryStart = std::min(rest.find('?'), rest.size());
    pieces.path = rest.substr(0, queryStart);
    pieces.query = queryStart < rest.size() ? rest.substr(queryStart + 1) : std::string_view();
    return pieces;
}

std::optional<int> hexDigit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return std::nullopt;
}

/// `part` is the name of what is decoded, for the message.
base::Result<std::string> decode(std::string_view text, std::string_view part)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded.push_back(text[i]);
            continue;
        }
        const auto high = i + 2 < text.size() ? hexDigit(text[i + 1]) : std::nullopt;
        const auto low = i + 2 < text.size() ? hexDigit(text[i + 2]) : std::nullopt;
        if (!high || !low) {
            base::wipeString(decoded);
            return refuse("The Redis URL's " + std::string(part) +
                          " has a % that is not followed by two hexadecimal digits; write %25 for "
                          "a percent sign.");
        }
        decoded.push_back(static_cast<char>(*high * 16 + *low));
        i += 2;
    }
    return decoded;
}

base::Status readUserInfo(const Pieces &pieces, RedisAddress &address)
{
    const auto colon = std::min(pieces.userInfo.find(':'), pieces.userInfo.size());
    auto user = decode(pieces.userInfo.substr(0, colon), "user");
    if (!user) {
        return base::fail(std::move(user.error()));
    }
    address.user = std::move(*user);
    if (colon < pieces.userInfo.size()) {
        auto password = decode(pieces.userInfo.substr(colon + 1), "password");
        if (!password) {
            return base::fail(std::move(password.error()));
        }
        address.password = base::Secret(std::move(*password));
    }
    return {};
}

bool isHostName(std::string_view host)
{
    constexpr std::size_t maxHostBytes = 253;
    return !host.empty() && host.size() <= maxHostBytes &&
           host.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") ==
               std::string_view::npos;
}

base::Status readPort(std::string_view text, Endpoint &endpoint)
{
    const auto port = base::parseNumber<std::uint16_t>(text);
    if (!port || *port == 0) {
        return refuse("The Redis URL's port is not a number from 1 to 65535.");
    }
    endpoint.port = *port;
    return {};
}

base::Status readHost(std::string_view text, Endpoint &endpoint)
{
    endpoint.port = redisPort;
    std::string_view host;
    std::string_view rest;
    if (text.starts_with('[')) {
        const auto close = std::min(text.find(']'), text.size());
        host = text.substr(1, close - 1);
        rest = text.substr(std::min(close + 1, text.size()));
        boost::system::error_code notAnAddress;
        boost::asio::ip::make_address_v6(std::string(host), notAnAddress);
        if (notAnAddress || close == text.size() || (!rest.empty() && rest.front() != ':')) {
            return refuse("The Redis URL's host is not a valid IPv6 address in brackets, like "
                          "[::1]:6379.");
        }
    } else {
        host = text.substr(0, text.find(':'));
        rest = text.substr(host.size());
        if (host.empty()) {
            return refuse("The Redis URL has no host.");
        }
        if (!isHostName(host)) {
            return refuse("The Redis URL's host has characters that no host name may have.");
        }
    }
    endpoint.host = std::string(host);
    return rest.empty() ? base::Status() : readPort(rest.substr(1), endpoint);
}

base::Status readDatabase(std::string_view text, RedisAddress &address)
{
    const auto number = base::parseNumber<int>(text);
    if (!number || *number < 0) {
        return refuse("The Redis URL's database is not a number from 0 on.");
    }
    address.database = *number;
    return {};
}

base::Status readQuery(std::string_view query, RedisAddress &address)
{
    if (query.empty()) {
        return {};
    }
    if (!query.starts_with("db=") || query.find('&') != std::string_view::npos) {
        return refuse("The Redis URL's query has an option that Berth does not know; only db is "
                      "understood.");
    }
    return readDatabase(query.substr(3), address);
}

base::Status readSocket(const Pieces &pieces, RedisAddress &address)
{
    if (!pieces.host.empty() || pieces.path.size() < 2) {
        return refuse("The Redis URL's socket path is not absolute; write unix:///path/of/socket.");
    }
    auto path = decode(pieces.path, "socket path");
    if (!path) {
        return base::fail(std::move(path.error()));
    }
    if (path->find('\0') != std::string::npos) {
        return refuse("The Redis URL's socket path holds a zero byte.");
    }
    address.endpoint.host = std::move(*path);
    return {};
}

base::Status readServer(const Pieces &pieces, RedisAddress &address)
{
    if (auto read = readHost(pieces.host, address.endpoint); !read) {
        return read;
    }
    if (pieces.path.size() > 1) {
        return readDatabase(pieces.path.substr(1), address);
    }
    return {};
}

/// Percent-encoded, apart from what is unreserved (RFC 3986) and slashes.
std::string encode(std::string_view text)
{
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 ||
            std::string_view("-._~/").find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            constexpr std::string_view digits = "0123456789ABCDEF";
            encoded += '%';
            encoded += digits[byte >> 4U];
            encoded += digits[byte & 15U];
        }
    }
    return encoded;
}

std::string urlOf(const RedisAddress &address, const std::string &login, bool isExact)
{
    const Endpoint &endpoint = address.endpoint;
    const std::string database = std::to_string(address.database);
    if (endpoint.kind == Endpoint::Kind::Unix) {
        return "unix://" + login + (isExact ? encode(endpoint.host) : endpoint.host) +
               "?db=" + database;
    }
    const bool isV6 = endpoint.host.find(':') != std::string::npos;
    return (endpoint.kind == Endpoint::Kind::Tls ? "rediss://" : "redis://") + login +
           (isV6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" +
           std::to_string(endpoint.port) + "/" + database;
}

} // namespace

base::Result<RedisAddress> parseRedisUrl(std::string_view text)
{
    const auto pieces = cut(text);
    if (!pieces) {
        return base::fail(pieces.error());
    }
    RedisAddress address;
    address.endpoint.kind = pieces->kind;
    auto read = pieces->hasUserInfo ? readUserInfo(*pieces, address) : base::Status();
    if (read) {
        read = pieces->kind == Endpoint::Kind::Unix ? readSocket(*pieces, address)
                                                    : readServer(*pieces, address);
    }
    if (read) {
        read = readQuery(pieces->query, address);
    }
    if (!read) {
        return base::fail(std::move(read.error()));
    }
    return address;
}

std::string plainUrl(const RedisAddress &address)
{
    const std::string login = address.user.empty() ? std::string() : encode(address.user) + "@";
    return urlOf(address, login, true);
}

std::string displayUrl(const RedisAddress &address)
{
    std::string login = address.user;
    if (!address.password.empty()) {
        login += ":" + std::string(base::secretMask);
    }
    if (!login.empty()) {
        login += "@";
    }
    return urlOf(address, login, false);
}

} // namespace berth::redis
