// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/secret_ref.h"

#include <algorithm>

namespace berth::model {

namespace {

bool consistsOf(std::string_view text, std::string_view symbols, std::size_t limit)
{
    return !text.empty() && text.size() <= limit &&
           std::all_of(text.begin(), text.end(), [symbols](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      symbols.find(c) != std::string_view::npos;
           });
}

constexpr std::size_t maxLooseLength = 400;

bool isLoose(std::string_view rest)
{
    return !rest.empty() && rest.size() <= maxLooseLength &&
           std::all_of(rest.begin(), rest.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace

bool looksLikeSecretRef(std::string_view value)
{
    return value.starts_with(secretRefPrefix);
}

std::optional<SecretRef> parseSecretRef(std::string_view value)
{
    if (!looksLikeSecretRef(value)) {
        return std::nullopt;
    }
    const std::string_view rest = value.substr(secretRefPrefix.size());
    const std::size_t colon = rest.find(':');
    const bool scoped = colon != std::string_view::npos;
    const std::string_view scope = scoped ? rest.substr(0, colon) : std::string_view();
    const std::string_view name = scoped ? rest.substr(colon + 1) : rest;
    if ((scoped && !consistsOf(scope, "_-./", maxSecretScopeLength)) ||
        !consistsOf(name, "_-.", maxSecretNameLength)) {
        return std::nullopt;
    }
    return SecretRef{std::string(scope), std::string(name)};
}

std::optional<SecretRef> secretRefOf(std::string_view value, std::string_view holder)
{
    if (auto ref = parseSecretRef(value)) {
        return ref;
    }
    if (!looksLikeSecretRef(value) || !isLoose(value.substr(secretRefPrefix.size())) ||
        !consistsOf(holder, "_-.", maxSecretNameLength)) {
        return std::nullopt;
    }
    return SecretRef{{}, std::string(holder)};
}

std::string toText(const SecretRef &ref)
{
    std::string text(secretRefPrefix);
    if (!ref.scope.empty()) {
        text += ref.scope + ':';
    }
    return text + ref.name;
}

std::string secretKey(std::string_view instanceId, std::string_view name)
{
    std::string key = "mcp_instance_";
    key += instanceId;
    key += '_';
    key += name;
    return key;
}

} // namespace berth::model
