// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "net/endpoint.h"

#include <string>
#include <string_view>

namespace berth::redis {

/// Which Redis, and as whom.
struct RedisAddress
{
    net::Endpoint endpoint;
    std::string user; ///< ACL user; empty is Redis' "default"
    base::Secret password;
    int database = 0;

    bool operator==(const RedisAddress &) const = default;
};

/// Reads redis://user:password@host:port/db, rediss:// (TLS) and unix://user:password@/path?db=1.
/// User, password and path are percent-decoded. Errors name the part that is wrong and quote
/// nothing of the URL: any part may be a password in the wrong place.
base::Result<RedisAddress> parseRedisUrl(std::string_view text);

/// The URL without its password; parseRedisUrl() reads it back.
std::string plainUrl(const RedisAddress &address);

/// The URL for people and logs, its password masked.
std::string displayUrl(const RedisAddress &address);

} // namespace berth::redis
