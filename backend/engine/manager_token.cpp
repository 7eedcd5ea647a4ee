// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/manager_token.h"

#include "base/ids.h"

namespace berth::engine {

namespace {

constexpr std::size_t tokenBytes = 32;

} // namespace

net::Task<base::Secret> managerToken(secrets::SecretStore &store)
{
    auto kept = co_await store.get(managerTokenKey);
    if (kept && !kept->empty()) {
        co_return std::move(*kept);
    }
    if (!kept && kept.error().code != base::ErrorCode::SecretMissing) {
        co_return base::fail(kept.error());
    }
    base::Secret token(base::randomHex(tokenBytes));
    auto stored = co_await store.set(managerTokenKey, token);
    if (!stored) {
        co_return base::fail(stored.error());
    }
    co_return token;
}

} // namespace berth::engine
