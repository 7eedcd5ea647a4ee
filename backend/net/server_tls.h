// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace boost::asio::ssl {
class context;
}

namespace berth::net {

/// A certificate and its key, both PEM. The certificate's file may hold its chain, leaf first.
struct CertificateFiles
{
    std::filesystem::path certificate;
    std::filesystem::path key;

    bool operator==(const CertificateFiles &) const = default;
};

/// TLS 1.2 and later for a server. InvalidArgument says which file cannot be used, and why.
base::Result<std::shared_ptr<boost::asio::ssl::context>>
makeServerTls(const CertificateFiles &files);

/// SHA-256 of the certificate, "AB:CD:…", as browsers and "openssl x509 -fingerprint" show it.
base::Result<std::string> fingerprintOf(const std::filesystem::path &certificate);
/// The same of the certificate that a server with this context shows.
std::string fingerprintOf(boost::asio::ssl::context &context);

/// Makes sure of a self-signed certificate for `names` (host names and IP addresses), which is
/// made anew when it is not for all of them, ends within a month, or cannot be read. The key is
/// only for its owner (0600).
base::Status ensureOwnCertificate(const CertificateFiles &files,
                                  const std::vector<std::string> &names);

} // namespace berth::net
