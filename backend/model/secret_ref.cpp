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
constexpr std::string_view keyPrefix = "mcp_instance_";
constexpr std::size_t uuidLength = 36;

bool beginsWithUuid(std::string_view text)
{
    if (text.size() < uuidLength) {
        return false;
    }
    for (std::size_t i = 0; i < uuidLength; ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (dash ? c != '-' : !digit) {
            return false;
        }
    }
    return true;
}

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
    std::string key(keyPrefix);
    key += instanceId;
    key += '_';
    key += name;
    return key;
}

std::optional<SecretRef> refOfKey(std::string_view key)
{
    if (!key.starts_with(keyPrefix)) {
        return std::nullopt;
    }
    const std::string_view rest = key.substr(keyPrefix.size());
    const std::size_t slash = rest.rfind('/');
    const std::size_t from = slash == std::string_view::npos ? 0 : slash + 1;
    const std::size_t end = beginsWithUuid(rest) ? uuidLength : rest.find('_', from);
    if (end == std::string_view::npos || end == 0 || end + 1 >= rest.size() || rest[end] != '_') {
        return std::nullopt;
    }
    return SecretRef{std::string(rest.substr(0, end)), std::string(rest.substr(end + 1))};
}

} // namespace berth::model
