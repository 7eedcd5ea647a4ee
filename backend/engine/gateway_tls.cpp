// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/gateway_tls.h"

namespace berth::engine {

base::Result<GatewayCertificate> gatewayCertificate(const GatewaySettings &settings,
                                                    const base::Profile &profile)
{
    GatewayCertificate certificate;
    if (settings.tls == GatewayTls::Off) {
        return certificate;
    }
    net::CertificateFiles files{settings.tlsCertificate, settings.tlsKey};
    if (settings.tls == GatewayTls::Own) {
        files = {profile.gatewayCertificate(), profile.gatewayKey()};
        std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
        if (settings.address != "0.0.0.0" && settings.address != "::") {
            names.push_back(settings.address);
        }
        names.insert(names.end(), settings.hostNames.begin(), settings.hostNames.end());
        if (base::Status made = net::ensureOwnCertificate(files, names); !made) {
            return base::fail(made.error());
        }
    } else if (auto usable = net::makeServerTls(files); !usable) {
        base::Error error = usable.error();
        const bool isKey = error.message.starts_with("The file " + settings.tlsKey + ' ');
        error.field =
            base::appendPointer("", isKey ? "gateway.tls_key" : "gateway.tls_certificate");
        return base::fail(std::move(error));
    }
    auto fingerprint = net::fingerprintOf(files.certificate);
    if (!fingerprint) {
        return base::fail(fingerprint.error());
    }
    certificate.files = std::move(files);
    certificate.fingerprint = std::move(*fingerprint);
    return certificate;
}

} // namespace berth::engine
