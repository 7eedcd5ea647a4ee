// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/caller_check.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <utility>

namespace berth::gateway {

namespace {

/// "host" and "port" of "host[:port]"; the brackets of an IPv6 address stay.
std::pair<std::string_view, std::optional<std::string_view>> splitHost(std::string_view text)
{
    const auto close = text.starts_with('[') ? text.find(']') : 0;
    const auto colon = close == std::string_view::npos ? close : text.find(':', close);
    if (colon == std::string_view::npos) {
        return {text, std::nullopt};
    }
    return {text.substr(0, colon), text.substr(colon + 1)};
}

/// No name, so nobody can have made it point here (DNS rebinding).
bool isAddress(std::string_view name)
{
    const bool isBracketed = name.size() > 2 && name.front() == '[' && name.back() == ']';
    boost::system::error_code error;
    boost::asio::ip::make_address(std::string(isBracketed ? name.substr(1, name.size() - 2) : name),
                                  error);
    return !error;
}

} // namespace

CallerCheck::CallerCheck(std::string boundAddress, std::uint16_t port,
                         std::vector<std::string> hostNames)
    : m_boundAddress(boundAddress.find(':') == std::string::npos ? std::move(boundAddress)
                                                                 : "[" + boundAddress + "]")
    , m_port(std::to_string(port))
    , m_isEverywhere(m_boundAddress == "0.0.0.0" || m_boundAddress == "[::]")
    , m_hostNames(std::move(hostNames))
{}

bool CallerCheck::isOurName(std::string_view name) const
{
    return net::sameHeaderName(name, "localhost") || name == "127.0.0.1" || name == "[::1]" ||
           net::sameHeaderName(name, m_boundAddress) || (m_isEverywhere && isAddress(name));
}

bool CallerCheck::isHostName(std::string_view name) const
{
    return net::isOneOf(name, m_hostNames);
}

bool CallerCheck::isOurHost(std::string_view host) const
{
    const auto [name, port] = splitHost(host);
    return isHostName(name) || (isOurName(name) && (!port || *port == m_port));
}

bool CallerCheck::isOurOrigin(std::string_view origin) const
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (origin.starts_with(scheme)) {
            const auto [name, port] = splitHost(origin.substr(scheme.size()));
            // Any port: a local web application is served from its own.
            return (isOurName(name) || isHostName(name)) &&
                   (!port || (!port->empty() && std::all_of(port->begin(), port->end(), [](char c) {
                       return c >= '0' && c <= '9';
                   })));
        }
    }
    return false;
}

std::optional<std::string> CallerCheck::refusal(const net::Headers &headers) const
{
    const auto host = headers.get("Host");
    if (!host || !isOurHost(*host)) {
        return "This address is for programs on this computer; the request was made for another "
               "host name.";
    }
    for (const auto &[name, value] : headers.fields()) {
        if (net::sameHeaderName(name, "Origin") && !isOurOrigin(value)) {
            return "Web pages of other origins may not use this address.";
        }
    }
    return std::nullopt;
}

} // namespace berth::gateway
