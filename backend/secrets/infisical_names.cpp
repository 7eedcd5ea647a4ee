// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/infisical_names.h"

#include "model/secret_ref.h"

#include <fmt/format.h>

#include <algorithm>

namespace berth::secrets {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::string_view keyPrefix = "mcp_instance_";
constexpr std::string_view idField = "{id}";
constexpr std::string_view nameField = "{NAME}";
constexpr std::size_t uuidSize = 36;
// One more and the server's router no longer finds the route: 404 "Route GET:/... not found".
constexpr std::size_t longestName = 100;

bool isFolderSymbol(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/// Every segment has letters, digits, "_" and "-" only.
bool isFolder(std::string_view path)
{
    return path == "/" || (path.size() > 1 && path.front() == '/' && path.back() != '/' &&
                           path.find("//") == std::string_view::npos &&
                           std::all_of(path.begin(), path.end(),
                                       [](char c) { return c == '/' || isFolderSymbol(c); }));
}

bool isUuid(std::string_view text)
{
    if (text.size() != uuidSize) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash ? c != '-' : !hex) {
            return false;
        }
    }
    return true;
}

struct KeyParts
{
    std::string_view id;
    std::string_view name;
};

/// Ids are UUIDs. Another scope ends at the first "_" behind its last "/".
std::optional<KeyParts> splitKey(std::string_view key)
{
    if (!key.starts_with(keyPrefix)) {
        return std::nullopt;
    }
    const std::string_view rest = key.substr(keyPrefix.size());
    if (rest.size() > uuidSize + 1 && rest[uuidSize] == '_' && isUuid(rest.substr(0, uuidSize))) {
        return KeyParts{rest.substr(0, uuidSize), rest.substr(uuidSize + 1)};
    }
    const std::size_t slash = rest.rfind('/');
    const std::size_t end = rest.find('_', slash == std::string_view::npos ? 0 : slash);
    if (end == std::string_view::npos || end == 0 || end + 1 == rest.size()) {
        return std::nullopt;
    }
    return KeyParts{rest.substr(0, end), rest.substr(end + 1)};
}

std::string join(const std::string &basePath, std::string_view relative)
{
    return (basePath == "/" ? "/" : basePath + '/') + std::string(relative);
}

InfisicalPlace split(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

} // namespace

Result<InfisicalNames> InfisicalNames::make(std::string basePath, std::string_view pattern)
{
    while (basePath.size() > 1 && basePath.back() == '/') {
        basePath.pop_back();
    }
    if (!isFolder(basePath)) {
        return fail(ErrorCode::InvalidArgument,
                    "A path in Infisical begins with / and has letters, digits, _ and - between "
                    "its slashes.");
    }
    const std::size_t id = pattern.find(idField);
    const std::size_t name = pattern.find(nameField);
    const bool once = id != std::string_view::npos && name != std::string_view::npos &&
                      pattern.rfind(idField) == id && pattern.rfind(nameField) == name;
    const std::size_t afterId = id + idField.size();
    if (!once || name < afterId + 1 || pattern.front() == '/') {
        return fail(ErrorCode::InvalidArgument,
                    "A template of names holds {id} and {NAME} once each, in this order, with "
                    "something between them: mcp_instance_{id}_{NAME}, or {id}/{NAME}.");
    }
    InfisicalNames names;
    names.m_basePath = std::move(basePath);
    names.m_beforeId = pattern.substr(0, id);
    names.m_between = pattern.substr(afterId, name - afterId);
    names.m_afterName = pattern.substr(name + nameField.size());
    if (names.m_afterName.find('/') != std::string::npos) {
        return fail(ErrorCode::InvalidArgument,
                    "Behind {NAME} a template of names has no more folders.");
    }
    return names;
}

Result<InfisicalPlace> InfisicalNames::placeOf(const std::string &key) const
{
    const auto parts = splitKey(key);
    const std::string relative = parts ? fmt::format("{}{}{}{}{}", m_beforeId, parts->id, m_between,
                                                     parts->name, m_afterName)
                                       : key;
    InfisicalPlace place = split(join(m_basePath, relative));
    if (!isFolder(place.folder)) {
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} would be in the folder {}, but Infisical takes letters, "
                                "digits, _ and - only in the names of folders.",
                                key, place.folder));
    }
    if (place.name.empty() || place.name.size() > longestName ||
        place.name.find(':') != std::string::npos) {
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("Infisical keeps names of 1 to {} characters without colons; {} "
                                "would have {}. Use a shorter name.",
                                longestName, key, place.name.size()));
    }
    return place;
}

std::optional<std::string> InfisicalNames::keyOf(const InfisicalPlace &place) const
{
    const std::string path = join(place.folder, place.name);
    const std::string root = join(m_basePath, "");
    if (!path.starts_with(root)) {
        return std::nullopt;
    }
    const std::string relative = path.substr(root.size());
    // Only what leads back here is this place's key.
    const auto leadsBack = [this, &place](const std::string &key) {
        const auto there = placeOf(key);
        return there && *there == place;
    };
    if (relative.starts_with(m_beforeId) && relative.ends_with(m_afterName) &&
        relative.size() > m_beforeId.size() + m_between.size() + m_afterName.size()) {
        const std::string middle = relative.substr(
            m_beforeId.size(), relative.size() - m_beforeId.size() - m_afterName.size());
        // A UUID may hold what separates id and name.
        std::size_t at = middle.find(m_between);
        if (isUuid(middle.substr(0, uuidSize)) && middle.find(m_between, uuidSize) == uuidSize) {
            at = uuidSize;
        }
        for (; at != std::string::npos; at = middle.find(m_between, at + 1)) {
            std::string key =
                model::secretKey(middle.substr(0, at), middle.substr(at + m_between.size()));
            if (leadsBack(key)) {
                return key;
            }
        }
    }
    return leadsBack(relative) ? std::optional<std::string>(relative) : std::nullopt;
}

bool InfisicalNames::usesFolders() const
{
    return (m_beforeId + m_between).find('/') != std::string::npos;
}

} // namespace berth::secrets
