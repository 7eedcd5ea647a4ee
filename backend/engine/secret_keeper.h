// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "model/server.h"
#include "secrets/resolver.h"

#include <functional>
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
    /// Told the keys of what was resolved for a start.
    using Used = std::function<void(std::vector<std::string> keys)>;

    explicit SecretKeeper(secrets::SecretStore &store, Used used = {});

    /// Moves every plain value of a secret variable, a bearer token and headers that carry
    /// credentials out of `spec` into `given` and writes a reference instead. A variable that
    /// `schema` does not know is secret when its name says so.
    static void extract(model::JsonSpec &spec, const model::EnvSchema &schema,
                        std::vector<SecretInput> &given);

    /// JSON pointer, within the json_spec, of a value that extract() would take out; empty when
    /// there is none.
    static std::string plainSecret(const model::JsonSpec &spec, const model::EnvSchema &schema);

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
    /// Removes the instance's own values, but for those whose keys are in `shared`.
    net::Task<> forget(std::string instanceId, const model::JsonSpec &spec,
                       std::set<std::string> shared = {});
    /// Removes those of its own values that `after` does not refer to any more.
    net::Task<> forgetDropped(std::string instanceId, const model::JsonSpec &before,
                              const model::JsonSpec &after, std::set<std::string> shared = {});
    net::Task<> check();
    std::string storeName() const;

private:
    net::Task<> removeAll(std::string instanceId, std::set<std::string> names,
                          std::set<std::string> shared);

    secrets::SecretStore &m_store;
    Used m_used;
};

} // namespace berth::engine
