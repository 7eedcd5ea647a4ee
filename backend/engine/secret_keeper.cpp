// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/secret_keeper.h"

#include "model/secret_names.h"
#include "model/secret_ref.h"
#include "providers/container_plan.h"
#include "providers/url_provider.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace berth::engine {

namespace {

using base::Secret;
using model::Environment;

/// What nobody declared is judged by its name, so that no password ends as plain text for want of a
/// schema.
bool isSecretVariable(const model::EnvSchema &schema, const std::string &name)
{
    const auto declared =
        std::find_if(schema.begin(), schema.end(),
                     [&name](const model::EnvVariable &variable) { return variable.name == name; });
    return declared == schema.end() ? model::looksSecret(name) : declared->secret;
}

std::string referenceTo(const std::string &name)
{
    return model::toText(model::SecretRef{{}, name});
}

bool isPlain(const std::string &value)
{
    return !value.empty() && !model::looksLikeSecretRef(value);
}

/// Takes `value` away as the secret `name` unless it is empty or a reference already.
void takeOut(std::string &value, const std::string &name, std::vector<SecretInput> &given)
{
    if (!isPlain(value)) {
        return;
    }
    given.push_back({name, Secret(value)});
    base::wipeString(value);
    value = referenceTo(name);
}

void referTo(Environment &environment, const std::string &name)
{
    const auto found = std::find_if(environment.begin(), environment.end(),
                                    [&name](const auto &entry) { return entry.first == name; });
    if (found == environment.end()) {
        environment.emplace_back(name, referenceTo(name));
    } else if (!model::looksLikeSecretRef(found->second)) {
        found->second = referenceTo(name);
    }
}

/// Every value of a json_spec that may be a reference, under the name it is resolved by.
Environment referenceCandidates(const model::JsonSpec &spec)
{
    if (const model::DockerSpec *docker = spec.docker()) {
        Environment values = docker->environment;
        for (const model::Volume &volume : docker->volumes) {
            if (model::looksLikeSecretRef(volume.source)) {
                values.emplace_back(providers::mountHolder(volume), volume.source);
            }
        }
        return values;
    }
    const model::UrlSpec &url = *spec.url();
    Environment values;
    values.emplace_back(providers::credential::bearerToken, url.bearerToken);
    for (const auto &[name, value] : url.headers) {
        values.emplace_back(providers::credential::forHeader(name), value);
    }
    return values;
}

/// Names of the instance's own secrets; those of another scope belong to somebody else.
std::set<std::string> ownSecrets(const model::JsonSpec &spec)
{
    std::set<std::string> names;
    for (const auto &[name, value] : referenceCandidates(spec)) {
        const auto reference = model::secretRefOf(value, name);
        if (reference && reference->scope.empty()) {
            names.insert(reference->name);
        }
    }
    return names;
}

/// A header that by its name carries a credential.
bool isCredentialHeader(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<const char *, 7> words = {"authorization", "token",   "secret", "password",
                                                   "cookie",        "api-key", "apikey"};
    return std::any_of(words.begin(), words.end(),
                       [&name](const char *word) { return name.find(word) != std::string::npos; });
}

} // namespace

SecretKeeper::SecretKeeper(secrets::SecretStore &store, Used used)
    : m_store(store)
    , m_used(std::move(used))
{}

void SecretKeeper::extract(model::JsonSpec &spec, const model::EnvSchema &schema,
                           std::vector<SecretInput> &given)
{
    if (model::DockerSpec *docker = spec.docker()) {
        for (const SecretInput &input : given) {
            referTo(docker->environment, input.name);
        }
        for (auto &[name, value] : docker->environment) {
            if (isSecretVariable(schema, name)) {
                takeOut(value, name, given);
            }
        }
        return;
    }
    model::UrlSpec &url = *spec.url();
    takeOut(url.bearerToken, providers::credential::bearerToken, given);
    for (const SecretInput &input : given) {
        if (input.name == providers::credential::bearerToken) {
            url.bearerToken = referenceTo(input.name);
        }
    }
    for (auto &[name, value] : url.headers) {
        if (isCredentialHeader(name)) {
            takeOut(value, providers::credential::forHeader(name), given);
        }
    }
}

std::string SecretKeeper::plainSecret(const model::JsonSpec &spec, const model::EnvSchema &schema)
{
    if (const model::DockerSpec *docker = spec.docker()) {
        for (const auto &[name, value] : docker->environment) {
            if (isSecretVariable(schema, name) && isPlain(value)) {
                return base::appendPointer("/environment", name);
            }
        }
        return {};
    }
    if (isPlain(spec.url()->bearerToken)) {
        return "/authentication/token";
    }
    for (const auto &[name, value] : spec.url()->headers) {
        if (isCredentialHeader(name) && isPlain(value)) {
            return base::appendPointer("/headers", name);
        }
    }
    return {};
}

std::vector<SecretKeeper::Use> SecretKeeper::uses(const std::string &instanceId,
                                                  const model::JsonSpec &spec)
{
    std::vector<Use> all;
    for (const auto &[name, value] : referenceCandidates(spec)) {
        if (const auto reference = model::secretRefOf(value, name)) {
            const bool own = reference->scope.empty() || reference->scope == instanceId;
            all.push_back({name,
                           model::secretKey(own ? instanceId : reference->scope, reference->name),
                           own});
        }
    }
    return all;
}

net::Task<> SecretKeeper::store(std::string instanceId, std::vector<SecretInput> values)
{
    std::vector<std::pair<std::string, Secret>> previous;
    for (SecretInput &input : values) {
        const std::string key = model::secretKey(instanceId, input.name);
        auto before = co_await m_store.get(key);
        auto written = co_await m_store.set(key, std::move(input.value));
        if (!written) {
            for (auto &[oldKey, oldValue] : previous) {
                if (oldValue.empty()) {
                    (void)co_await m_store.remove(oldKey);
                } else {
                    (void)co_await m_store.set(oldKey, std::move(oldValue));
                }
            }
            co_return base::fail(written.error());
        }
        previous.emplace_back(key, before ? std::move(*before) : Secret());
    }
    co_return base::Status{};
}

net::Task<secrets::ResolvedValues> SecretKeeper::resolve(std::string instanceId,
                                                         const model::JsonSpec &spec)
{
    std::vector<std::string> keys;
    for (Use &use : uses(instanceId, spec)) {
        keys.push_back(std::move(use.key));
    }
    auto resolved =
        co_await secrets::resolve(m_store, std::move(instanceId), referenceCandidates(spec));
    if (resolved && m_used && !keys.empty()) {
        m_used(std::move(keys));
    }
    co_return resolved;
}

net::Task<> SecretKeeper::forget(std::string instanceId, const model::JsonSpec &spec,
                                 std::set<std::string> shared)
{
    return removeAll(std::move(instanceId), ownSecrets(spec), std::move(shared));
}

net::Task<> SecretKeeper::forgetDropped(std::string instanceId, const model::JsonSpec &before,
                                        const model::JsonSpec &after, std::set<std::string> shared)
{
    std::set<std::string> names = ownSecrets(before);
    for (const std::string &name : ownSecrets(after)) {
        names.erase(name);
    }
    return removeAll(std::move(instanceId), std::move(names), std::move(shared));
}

net::Task<> SecretKeeper::removeAll(std::string instanceId, std::set<std::string> names,
                                    std::set<std::string> shared)
{
    for (const std::string &name : names) {
        const std::string key = model::secretKey(instanceId, name);
        if (shared.contains(key)) {
            continue;
        }
        auto removed = co_await m_store.remove(key);
        if (!removed) {
            co_return base::fail(removed.error());
        }
    }
    co_return base::Status{};
}

net::Task<> SecretKeeper::check()
{
    co_return co_await m_store.check();
}

std::string SecretKeeper::storeName() const
{
    return m_store.displayName();
}

} // namespace berth::engine
