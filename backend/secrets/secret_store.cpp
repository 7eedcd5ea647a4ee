// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/secret_store.h"

#include <utility>

namespace berth::secrets {

using base::ErrorCode;

base::Result<base::Secret> valueIn(base::Result<SecretMap> found, const std::string &key,
                                   const std::string &missing)
{
    if (!found) {
        return base::fail(std::move(found.error()));
    }
    const auto value = found->find(key);
    if (value == found->end()) {
        return base::fail(ErrorCode::SecretMissing, missing);
    }
    return std::move(value->second);
}

net::Task<SecretMap> SecretStore::getAll(std::vector<std::string> keys)
{
    SecretMap found;
    for (const std::string &key : keys) {
        auto value = co_await get(key);
        if (value) {
            found.insert_or_assign(key, std::move(*value));
        } else if (value.error().code != ErrorCode::SecretMissing) {
            co_return base::fail(std::move(value.error()));
        }
    }
    co_return found;
}

net::Task<std::vector<std::string>> SecretStore::names()
{
    co_return base::fail(ErrorCode::Unsupported,
                         displayName() + " cannot list the names of what it keeps.");
}

} // namespace berth::secrets
