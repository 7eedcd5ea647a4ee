// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/resolver.h"

#include "model/secret_ref.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace berth::secrets {

using base::Error;
using base::ErrorCode;
using base::fail;

namespace {

// Shorter values ("1", "yes") stand in ordinary text so often that masking would only garble it.
constexpr std::size_t shortestRedacted = 4;

Error malformed(const std::string &name)
{
    return {ErrorCode::InvalidArgument,
            fmt::format("The secret reference of {} is not well-formed. It must read "
                        "secret_ref:NAME or secret_ref:SCOPE:NAME.",
                        name),
            {},
            base::appendPointer("/environment", name)};
}

/// Says which variable the store's error is about.
Error about(const std::string &name, const SecretStore &store, Error error)
{
    if (error.code == ErrorCode::SecretMissing) {
        error.message = fmt::format("The secret {} has no value in {}. Enter it again in the "
                                    "configuration of the instance.",
                                    name, store.displayName());
    } else {
        error.message = fmt::format("The secret {} could not be read. {}", name, error.message);
    }
    error.field = base::appendPointer("/environment", name);
    return error;
}

} // namespace

net::Task<ResolvedValues> resolve(SecretStore &store, std::string instanceId,
                                  model::Environment values)
{
    ResolvedValues resolved;
    for (const auto &[name, value] : values) {
        if (!model::looksLikeSecretRef(value)) {
            continue;
        }
        const auto ref = model::parseSecretRef(value);
        if (!ref) {
            co_return fail(malformed(name));
        }
        const std::string &scope = ref->scope.empty() ? instanceId : ref->scope;
        auto secret = co_await store.get(model::secretKey(scope, ref->name));
        if (!secret) {
            co_return fail(about(name, store, std::move(secret.error())));
        }
        resolved.insert_or_assign(name, std::move(*secret));
    }
    co_return resolved;
}

std::string redact(std::string text, const std::vector<base::Secret> &known)
{
    std::vector<std::string_view> values;
    for (const base::Secret &secret : known) {
        if (secret.expose().size() >= shortestRedacted) {
            values.emplace_back(secret.expose());
        }
    }
    // Longest first: a value that contains another one must go as a whole.
    std::sort(values.begin(), values.end(),
              [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
    for (const std::string_view value : values) {
        for (std::size_t at = text.find(value); at != std::string::npos;
             at = text.find(value, at + base::secretMask.size())) {
            text.replace(at, value.size(), base::secretMask);
        }
    }
    return text;
}

} // namespace berth::secrets
