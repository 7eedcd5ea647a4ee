// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "traefik/certificates.h"

#include <fstream>

namespace berth::traefik {

using base::ErrorCode;

namespace {

/// More than any chain has; the person may have named a file that never ends.
constexpr std::size_t mostBytes = 1048576;

} // namespace

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
    std::string text(mostBytes, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    std::string certificates = certificatesIn(text);
    if (certificates.empty()) {
        return base::fail(ErrorCode::Unavailable, "The gateway's certificate cannot be read from " +
                                                      file.string() +
                                                      ", so Traefik would not trust the gateway.");
    }
    return certificates;
}

} // namespace berth::traefik
