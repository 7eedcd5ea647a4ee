// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "model/server.h"
#include "secrets/resolver.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace berth::engine {

/// Keeps secret values out of json_specs: takes them out, stores them, puts references in their
/// place, and finds them again for a start.
class SecretKeeper
{
public:
    explicit SecretKeeper(secrets::SecretStore &store);

    /// Moves every plain value of a secret variable, a bearer token and headers that carry
    /// credentials out of `spec` into `given` and writes a reference instead. `schema` may be
    /// empty.
    static void extract(model::JsonSpec &spec, const model::EnvSchema &schema,
                        std::vector<SecretInput> &given);

    /// A place of a json_spec that refers to a secret.
    struct Use
    {
        std::string holder; ///< the variable; credential::… for a URL's
        std::string key;    ///< in the store
        bool own = true;    ///< not of another scope
    };
    static std::vector<Use> uses(const std::string &instanceId, const model::JsonSpec &spec);

    /// Stores the values under the instance's keys: all of them, or none when one fails.
    net::Task<> store(std::string instanceId, std::vector<SecretInput> values);
    /// Values behind every reference of the json_spec. SecretMissing names the variable.
    net::Task<secrets::ResolvedValues> resolve(std::string instanceId, const model::JsonSpec &spec);
    /// Removes the instance's own values.
    net::Task<> forget(std::string instanceId, const model::JsonSpec &spec);
    /// Removes those of its own values that `after` does not refer to any more.
    net::Task<> forgetDropped(std::string instanceId, const model::JsonSpec &before,
                              const model::JsonSpec &after);
    net::Task<> check();
    std::string storeName() const;

private:
    net::Task<> removeAll(std::string instanceId, std::set<std::string> names);

    secrets::SecretStore &m_store;
};

} // namespace berth::engine
