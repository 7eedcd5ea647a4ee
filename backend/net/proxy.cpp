// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/proxy.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace berth::net {

using base::ErrorCode;

namespace {

constexpr std::uint16_t usualPort = 1080; // what curl takes when none is given

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string upper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

/// In lower case or else in capitals; an empty one counts as not set.
std::string setting(const Variables &variables, const std::string &name)
{
    for (const std::string &spelling : {name, upper(name)}) {
        if (auto value = variables(spelling); value && !value->empty()) {
            return *value;
        }
    }
    return {};
}

/// "example.org", ".example.org", "*.example.org" stand for it and all below; "host:port" for that
/// port alone.
bool covers(std::string_view entry, const Endpoint &target)
{
    if (entry == "*") {
        return true;
    }
    const std::size_t colon = entry.rfind(':');
    const bool hasPort = colon != std::string_view::npos && entry.find(':') == colon;
    if (hasPort && entry.substr(colon + 1) != std::to_string(target.port)) {
        return false;
    }
    std::string_view domain = hasPort ? entry.substr(0, colon) : entry;
    if (domain.starts_with("*")) {
        domain.remove_prefix(1);
    }
    if (domain.starts_with(".")) {
        domain.remove_prefix(1);
    }
    const std::string host = lower(target.host);
    const std::string name = lower(std::string(domain));
    return !name.empty() && (host == name || host.ends_with('.' + name));
}

bool isExempt(std::string_view list, const Endpoint &target)
{
    while (!list.empty()) {
        const std::size_t end = list.find_first_of(", ");
        if (covers(list.substr(0, end), target)) {
            return true;
        }
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    }
    return false;
}

std::string decoded(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped = text[i] == '%' && i + 2 < text.size() &&
                             std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                             std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
        if (escaped) {
            plain += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

std::string basic(std::string_view userInfo)
{
    std::string plain = decoded(userInfo);
    if (plain.find(':') == std::string::npos) {
        plain += ':';
    }
    std::string encoded((plain.size() + 2) / 3 * 4 + 1, '\0');
    ::EVP_EncodeBlock(reinterpret_cast<unsigned char *>(encoded.data()),
                      reinterpret_cast<const unsigned char *>(plain.data()),
                      static_cast<int>(plain.size()));
    encoded.pop_back(); // a terminating null
    return "Basic " + encoded;
}

base::Result<Proxy> parseProxy(std::string text)
{
    if (text.find("://") == std::string::npos) {
        text.insert(0, "http://");
    }
    const std::size_t authority = text.find("://") + 3;
    const std::size_t end = std::min(text.find('/', authority), text.size());
    const std::size_t at = text.rfind('@', end);
    Proxy proxy;
    if (at != std::string::npos && at >= authority) {
        proxy.authorization = basic(std::string_view(text).substr(authority, at - authority));
        text.erase(authority, at - authority + 1);
    }
    const std::size_t hostEnd = std::min(text.find('/', authority), text.size());
    const std::string host = text.substr(authority, hostEnd - authority);
    const std::size_t bracket = host.rfind(']');
    const bool hasPort =
        host.find(':', bracket == std::string::npos ? 0 : bracket) != std::string::npos;
    auto url = parseUrl(text);
    if (!url) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The system's proxy setting is no address of an HTTP proxy. It must read "
                          "http://host:port.");
    }
    if (!hasPort && url->endpoint.kind == Endpoint::Kind::Tcp) {
        url->endpoint.port = usualPort;
    }
    proxy.endpoint = std::move(url->endpoint);
    return proxy;
}

} // namespace

std::optional<std::string> environmentVariable(const std::string &name)
{
    const char *value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

base::Result<std::optional<Proxy>> proxyFor(const Endpoint &target, const Variables &variables)
{
    if (target.kind == Endpoint::Kind::Unix || isExempt(setting(variables, "no_proxy"), target)) {
        return std::optional<Proxy>();
    }
    const bool secure = target.kind == Endpoint::Kind::Tls;
    std::string text = setting(variables, secure ? "https_proxy" : "http_proxy");
    if (text.empty()) {
        text = setting(variables, "all_proxy");
    }
    if (text.empty()) {
        return std::optional<Proxy>();
    }
    return parseProxy(std::move(text)).map([](Proxy proxy) {
        return std::optional<Proxy>(std::move(proxy));
    });
}

} // namespace berth::net
