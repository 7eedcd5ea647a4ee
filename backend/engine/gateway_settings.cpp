// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway_settings.h"

#include "engine/setting_value.h"
#include "net/listen_address.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <string_view>

namespace berth::engine {

namespace {

using base::Json;
using base::Status;

constexpr std::size_t longestPath = 2048;
constexpr std::size_t longestHostName = 253;
constexpr std::size_t mostHostNames = 64;

bool isAddress(const std::string &text)
{
    boost::system::error_code error;
    boost::asio::ip::make_address(text, error);
    return !error;
}

bool isHostName(const std::string &text)
{
    constexpr std::string_view allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
    return !text.empty() && text.size() <= longestHostName &&
           (isAddress(text) || text.find_first_not_of(allowed) == std::string::npos);
}

Status setAddress(GatewaySettings &s, const std::string &key, const Json &value)
{
    const std::string text = value.is_string() ? value.get<std::string>() : std::string();
    const std::string address = text == "localhost" ? "127.0.0.1" : text;
    if (!isAddress(address)) {
        return wrongSetting(key, "an IP address of this machine, such as 127.0.0.1 or 0.0.0.0");
    }
    s.address = address;
    return {};
}

Status setPath(std::string &target, const std::string &key, const Json &value)
{
    const std::string text = value.is_string() ? value.get<std::string>() : "\n";
    if (text.size() > longestPath || text.find_first_of("\r\n") != std::string::npos ||
        (!text.empty() && text.front() != '/')) {
        return wrongSetting(key, "the absolute path of a PEM file");
    }
    target = text;
    return {};
}

Status setHostNames(GatewaySettings &s, const std::string &key, const Json &value)
{
    constexpr const char *expected = "a list of host names, such as [\"mcp.example.org\"]";
    if (!value.is_array() || value.size() > mostHostNames) {
        return wrongSetting(key, expected);
    }
    std::vector<std::string> names;
    for (const Json &name : value) {
        if (!name.is_string() || !isHostName(name.get<std::string>())) {
            return wrongSetting(key, expected);
        }
        names.push_back(name.get<std::string>());
    }
    s.hostNames = std::move(names);
    return {};
}

const char *tlsName(GatewayTls tls)
{
    return tls == GatewayTls::Own ? "own" : tls == GatewayTls::Files ? "files" : "off";
}

Status setTls(GatewaySettings &s, const std::string &key, const Json &value)
{
    for (const GatewayTls tls : {GatewayTls::Off, GatewayTls::Own, GatewayTls::Files}) {
        if (value == tlsName(tls)) {
            s.tls = tls;
            return {};
        }
    }
    return wrongSetting(key, R"("off", "own" or "files")");
}

const Setters<GatewaySettings> &setters()
{
    using S = GatewaySettings;
    using K = const std::string;
    static const Setters<GatewaySettings> table = {
        {"gateway.address", setAddress},
        {"gateway.host_names", setHostNames},
        {"gateway.tls", setTls},
        {"gateway.require_token",
         [](S &s, K &k, const Json &v) { return setFlag(s.requireToken, k, v); }},
        {"gateway.record", [](S &s, K &k, const Json &v) { return setFlag(s.record, k, v); }},
        {"gateway.tls_certificate",
         [](S &s, K &k, const Json &v) { return setPath(s.tlsCertificate, k, v); }},
        {"gateway.tls_key", [](S &s, K &k, const Json &v) { return setPath(s.tlsKey, k, v); }},
        {"gateway.rate_limit",
         [](S &s, K &k, const Json &v) { return setNumber(s.rateLimit, 0, 1000000, k, v); }},
        {"calls.keep_days",
         [](S &s, K &k, const Json &v) { return setNumber(s.callsKeepDays, 1, 365, k, v); }},
        {"calls.keep_count", [](S &s, K &k, const Json &v) {
             return setNumber(s.callsKeepCount, 1000, 1000000, k, v);
         }}};
    return table;
}

} // namespace

bool GatewaySettings::isLoopback() const
{
    return net::ListenAddress{address, 0}.isLoopback();
}

bool GatewaySettings::listensAs(const GatewaySettings &other) const
{
    const bool sameFiles = tls != GatewayTls::Files ||
                           (tlsCertificate == other.tlsCertificate && tlsKey == other.tlsKey);
    return address == other.address && hostNames == other.hostNames && tls == other.tls &&
           sameFiles;
}

bool isGatewaySetting(const std::string &key)
{
    return setters().count(key) > 0;
}

Status setGatewaySetting(GatewaySettings &settings, const std::string &key, const Json &value)
{
    return setters().at(key)(settings, key, value);
}

void addTo(Json &json, const GatewaySettings &settings)
{
    json["gateway.address"] = settings.address;
    json["gateway.require_token"] = settings.requireToken;
    json["gateway.host_names"] = settings.hostNames;
    json["gateway.tls"] = tlsName(settings.tls);
    json["gateway.tls_certificate"] = settings.tlsCertificate;
    json["gateway.tls_key"] = settings.tlsKey;
    json["gateway.rate_limit"] = settings.rateLimit;
    json["gateway.record"] = settings.record;
    json["calls.keep_days"] = settings.callsKeepDays;
    json["calls.keep_count"] = settings.callsKeepCount;
}

Status checkGateway(const GatewaySettings &settings, const Json &patch)
{
    if (!settings.isLoopback() && !settings.requireToken) {
        const char *key =
            patch.contains("gateway.address") ? "gateway.address" : "gateway.require_token";
        return refusedSetting(key, "Other machines could use the gateway without a token. Set "
                                   "gateway.require_token, or gateway.address to 127.0.0.1.");
    }
    if (settings.tls == GatewayTls::Files &&
        (settings.tlsCertificate.empty() || settings.tlsKey.empty())) {
        const char *key = patch.contains("gateway.tls")     ? "gateway.tls"
                          : settings.tlsCertificate.empty() ? "gateway.tls_certificate"
                                                            : "gateway.tls_key";
        return refusedSetting(key, "TLS with a certificate of your own needs the files of the "
                                   "certificate and its key.");
    }
    return {};
}

} // namespace berth::engine
