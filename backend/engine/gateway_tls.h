// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/profile.h"
#include "engine/gateway_settings.h"
#include "net/server_tls.h"

#include <optional>
#include <string>

namespace berth::engine {

struct GatewayCertificate
{
    std::optional<net::CertificateFiles> files; ///< none: no TLS
    std::string fingerprint;
};

/// The certificate that the settings ask for; Berth's own is made when it is not there. Errors name
/// the setting.
base::Result<GatewayCertificate> gatewayCertificate(const GatewaySettings &settings,
                                                    const base::Profile &profile);

} // namespace berth::engine
