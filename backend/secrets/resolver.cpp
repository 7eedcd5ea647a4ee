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
// Lines of a longer value: "}" or "-----" alone would take half of a log with them.
constexpr std::size_t shortestRedactedLine = 8;

/// Logs come line by line, so a value of several lines is known by each of them.
void addLines(std::string_view value, std::vector<std::string_view> &parts)
{
    while (!value.empty()) {
        std::string_view line = value.substr(0, value.find('\n'));
        value.remove_prefix(std::min(line.size() + 1, value.size()));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.size() >= shortestRedactedLine) {
            parts.push_back(line);
        }
    }
}

/// Where a form shows the value; what is no variable is named by more than one word.
std::string fieldOf(const std::string &name)
{
    return name.find(' ') == std::string::npos ? base::appendPointer("/environment", name)
                                               : std::string("/volumes");
}

Error malformed(const std::string &name)
{
    return {ErrorCode::InvalidArgument,
            fmt::format("The secret reference of {} is not well-formed. It must read "
                        "secret_ref:NAME or secret_ref:SCOPE:NAME.",
                        name),
            {},
            fieldOf(name)};
}

/// Says which variable the store's error is about.
Error about(const std::string &name, const std::string &store, Error error)
{
    if (error.code == ErrorCode::SecretMissing) {
        error.message = fmt::format("The secret {} has no value in {}. Enter it again in the "
                                    "configuration of the instance.",
                                    name, store);
    } else {
        error.message = fmt::format("The secret {} could not be read. {}", name, error.message);
    }
    error.field = fieldOf(name);
    return error;
}

/// The store's key of every value that is a reference, by the value's name.
base::Result<std::map<std::string, std::string>> keysOf(const std::string &instanceId,
                                                        const model::Environment &values)
{
    std::map<std::string, std::string> keys;
    for (const auto &[name, value] : values) {
        if (!model::looksLikeSecretRef(value)) {
            continue;
        }
        const auto ref = model::secretRefOf(value, name);
        if (!ref) {
            return fail(malformed(name));
        }
        const std::string &scope = ref->scope.empty() ? instanceId : ref->scope;
        keys.insert_or_assign(name, model::secretKey(scope, ref->name));
    }
    return keys;
}

} // namespace

net::Task<ResolvedValues> resolve(SecretStore &store, std::string instanceId,
                                  model::Environment values)
{
    auto keys = keysOf(instanceId, values);
    if (!keys) {
        co_return fail(std::move(keys.error()));
    }
    ResolvedValues resolved;
    if (keys->empty()) {
        co_return resolved; // a store that nobody needs may be missing
    }
    std::vector<std::string> wanted;
    for (const auto &[name, key] : *keys) {
        wanted.push_back(key);
    }
    auto found = co_await store.getAll(std::move(wanted));
    if (!found) {
        co_return fail(about(keys->begin()->first, store.displayName(), std::move(found.error())));
    }
    for (const auto &[name, key] : *keys) {
        const auto value = found->find(key);
        if (value == found->end()) {
            co_return fail(about(name, store.displayNameFor(key), {ErrorCode::SecretMissing, {}}));
        }
        resolved.insert_or_assign(name, value->second);
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
        if (secret.expose().find('\n') != std::string::npos) {
            addLines(secret.expose(), values);
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
