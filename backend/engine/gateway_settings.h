// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace berth::engine {

enum class GatewayTls
{
    Off,
    Own,  ///< a certificate that Berth makes
    Files ///< a certificate that a person has
};

/// Who may reach the gateway, and how; its port stands in Settings.
struct GatewaySettings
{
    std::string address = "127.0.0.1";  ///< gateway.address, an IP address of this machine
    bool requireToken = false;          ///< gateway.require_token
    std::vector<std::string> hostNames; ///< gateway.host_names
    GatewayTls tls = GatewayTls::Off;   ///< gateway.tls: off, own, files
    std::string tlsCertificate;         ///< gateway.tls_certificate
    std::string tlsKey;                 ///< gateway.tls_key
    std::int64_t rateLimit = 0;         ///< gateway.rate_limit, calls a minute and client; 0: none
    bool record = false;                ///< gateway.record
    int callsKeepDays = 7;              ///< calls.keep_days, 1 to 365
    std::int64_t callsKeepCount = 100000; ///< calls.keep_count, 1,000 to 1,000,000

    bool isLoopback() const;
    /// Whether both listen in the same way.
    bool listensAs(const GatewaySettings &other) const;
    bool operator==(const GatewaySettings &) const = default;
};

/// A setting of the gateway, or nothing when the key is none of its.
bool isGatewaySetting(const std::string &key);
base::Status setGatewaySetting(GatewaySettings &settings, const std::string &key,
                               const base::Json &value);
void addTo(base::Json &json, const GatewaySettings &settings);

/// What does not go together: other machines without tokens, files without names.
base::Status checkGateway(const GatewaySettings &settings, const base::Json &patch);

} // namespace berth::engine
