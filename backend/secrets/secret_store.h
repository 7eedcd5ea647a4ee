// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "net/task.h"

#include <map>
#include <string>
#include <vector>

namespace berth::secrets {

/// What a store can do at all, whatever state it is in.
struct StoreCapabilities
{
    bool canWrite = true; ///< set() and remove()
    bool canList = false; ///< names()
};

/// Values by key.
using SecretMap = std::map<std::string, base::Secret>;

/// The one of `key`; SecretMissing, saying `missing`, when it is not among them.
base::Result<base::Secret> valueIn(base::Result<SecretMap> found, const std::string &key,
                                   const std::string &missing);

/// A place that keeps secret values. Calls run on the caller's executor; errors are
/// SecretMissing, SecretStoreMissing, SecretStoreLocked, Timeout, Unsupported, Internal and what a
/// store's own page says; they never hold a value.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    virtual net::Task<base::Secret> get(std::string key) = 0;
    /// The values of all `keys` that the store has, in as few round trips as it can; those that it
    /// has not are left out.
    virtual net::Task<SecretMap> getAll(std::vector<std::string> keys);
    virtual net::Task<> set(std::string key, base::Secret value) = 0;
    /// Removing what is not there is fine.
    virtual net::Task<> remove(std::string key) = 0;
    /// Keys of everything that is kept, sorted; Unsupported unless canList.
    virtual net::Task<std::vector<std::string>> names();
    virtual StoreCapabilities capabilities() const
    {
        return {};
    }
    /// Whether the store can be used now; the error says what is missing and how to mend it.
    virtual net::Task<> check() = 0;
    /// "Secret Service", for messages.
    virtual std::string displayName() const = 0;
    /// Of the store that one key is kept in, for a store that has others behind it.
    virtual std::string displayNameFor(const std::string &) const
    {
        return displayName();
    }
};

} // namespace berth::secrets
