// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "net/task.h"

#include <string>
#include <vector>

namespace berth::secrets {

/// A place that keeps secret values. Calls run on the caller's executor; errors are
/// SecretMissing, SecretStoreMissing, SecretStoreLocked, Timeout, Internal, and never hold a value.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    virtual net::Task<base::Secret> get(std::string key) = 0;
    virtual net::Task<> set(std::string key, base::Secret value) = 0;
    /// Removing what is not there is fine.
    virtual net::Task<> remove(std::string key) = 0;
    /// Whether the store can be used now; the error says what is missing and how to mend it.
    virtual net::Task<> check() = 0;
    /// "Secret Service", for messages.
    virtual std::string displayName() const = 0;
};

} // namespace berth::secrets
