// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/client_token.h"

#include "base/ids.h"

#include <openssl/evp.h>

#include <cstring>

namespace berth::gateway {

namespace {

constexpr std::size_t tokenBytes = 32;

int valueOfDigit(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

} // namespace

base::Secret newClientToken()
{
    return base::Secret(std::string(tokenPrefix) + base::randomHex(tokenBytes));
}

TokenHash hashOfToken(std::string_view token)
{
    TokenHash hash{};
    unsigned int size = 0;
    EVP_Digest(token.data(), token.size(), hash.data(), &size, EVP_sha256(), nullptr);
    return hash;
}

std::string toHex(const TokenHash &hash)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(hash.size() * 2);
    for (const unsigned char byte : hash) {
        text += digits[byte >> 4U];
        text += digits[byte & 0x0FU];
    }
    return text;
}

base::Result<TokenHash> tokenHashFromHex(std::string_view text)
{
    TokenHash hash{};
    bool isFine = text.size() == hash.size() * 2;
    for (std::size_t i = 0; isFine && i < hash.size(); ++i) {
        const int high = valueOfDigit(text[2 * i]);
        const int low = valueOfDigit(text[2 * i + 1]);
        isFine = high >= 0 && low >= 0;
        hash[i] = static_cast<unsigned char>(high * 16 + low);
    }
    if (!isFine) {
        return base::fail(base::ErrorCode::InvalidArgument, "This is no hash of a token.");
    }
    return hash;
}

std::size_t TokenHashBucket::operator()(const TokenHash &hash) const
{
    std::size_t bucket = 0;
    std::memcpy(&bucket, hash.data(), sizeof bucket);
    return bucket;
}

} // namespace berth::gateway
