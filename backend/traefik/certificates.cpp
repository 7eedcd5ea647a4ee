// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "traefik/certificates.h"

#include <fstream>
#include <iterator>

namespace berth::traefik {

using base::ErrorCode;

std::string certificatesIn(std::string_view pem)
{
    constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
    constexpr std::string_view end = "-----END CERTIFICATE-----";
    std::string found;
    auto from = pem.find(begin);
    while (from != std::string_view::npos) {
        const auto to = pem.find(end, from);
        if (to == std::string_view::npos) {
            break;
        }
        found.append(pem.substr(from, to + end.size() - from)).append("\n");
        from = pem.find(begin, to);
    }
    return found;
}

base::Result<std::string> readCertificates(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream),
                           std::istreambuf_iterator<char>()};
    std::string certificates = certificatesIn(text);
    if (certificates.empty()) {
        return base::fail(ErrorCode::Unavailable, "The gateway's certificate cannot be read from " +
                                                      file.string() +
                                                      ", so Traefik would not trust the gateway.");
    }
    return certificates;
}

} // namespace berth::traefik
