// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace berth::gateway {

/// SHA-256 of a token. A token has 256 random bits, so nobody finds it by trying, salted or not;
/// what slows guessing of passwords down would only slow every call.
using TokenHash = std::array<unsigned char, 32>;

/// Every token of Berth begins so: people and secret scanners recognise it.
inline constexpr std::string_view tokenPrefix = "berth_";

base::Secret newClientToken();
TokenHash hashOfToken(std::string_view token);

/// Lower-case hex, as it is stored, and back; InvalidArgument for anything else.
std::string toHex(const TokenHash &hash);
base::Result<TokenHash> tokenHashFromHex(std::string_view text);

/// For hash tables: the hash of a random token is as good as any.
struct TokenHashBucket
{
    std::size_t operator()(const TokenHash &hash) const;
};

} // namespace berth::gateway
