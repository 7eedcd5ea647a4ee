// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/fingerprint.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <string_view>

namespace berth::net {

std::string fingerprintOf(const x509_st *certificate)
{
    unsigned char digest[EVP_MAX_MD_SIZE] = {};
    unsigned int size = 0;
    if (certificate == nullptr || X509_digest(certificate, EVP_sha256(), digest, &size) != 1) {
        return {};
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += i == 0 ? "" : ":";
        text += digits[digest[i] >> 4U];
        text += digits[digest[i] & 0x0FU];
    }
    return text;
}

} // namespace berth::net
