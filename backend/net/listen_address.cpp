// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/listen_address.h"

#include "base/parse_number.h"

#include <boost/asio/ip/address.hpp>

#include <optional>

namespace berth::net {

namespace {

base::Error wrong()
{
    return {base::ErrorCode::InvalidArgument,
            "This is no address to listen on. Write an IP address of this machine and a port, such "
            "as 127.0.0.1:8000."};
}

} // namespace

bool ListenAddress::isLoopback() const
{
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(host, error);
    return !error && address.is_loopback();
}

std::string ListenAddress::text() const
{
    const std::string name = host.find(':') == std::string::npos ? host : '[' + host + ']';
    return name + ':' + std::to_string(port);
}

base::Result<ListenAddress> parseListenAddress(std::string_view text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return base::fail(wrong());
    }
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) {
        host = host.substr(1, host.size() - 2);
    }
    if (host == "localhost") {
        host = "127.0.0.1";
    }
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string(host), error);
    const auto port = base::parseNumber<std::uint16_t>(text.substr(colon + 1));
    if (error || !port || address.is_v6() != bracketed) {
        return base::fail(wrong());
    }
    return ListenAddress{std::string(host), *port};
}

} // namespace berth::net
