// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace berth::secrets {

/// Where Infisical keeps one secret.
struct InfisicalPlace
{
    std::string folder; ///< begins with a slash, ends without one unless it is the root
    std::string name;

    auto operator<=>(const InfisicalPlace &) const = default;
};

/// Brings Berth's keys, mcp_instance_{id}_{NAME}, to places in Infisical and back by a template.
/// The template holds {id} and {NAME} once each, in this order; what stands before its last slash
/// is a folder below the base path. A key that does not have that form keeps its own name.
class InfisicalNames
{
public:
    static constexpr const char *agentArea = "mcp_instance_{id}_{NAME}";

    /// InvalidArgument says what is wrong with the template or the path.
    static base::Result<InfisicalNames> make(std::string basePath, std::string_view pattern);

    /// InvalidArgument when Infisical could not keep something there.
    base::Result<InfisicalPlace> placeOf(const std::string &key) const;
    /// Empty when the place is none that placeOf() gives.
    std::optional<std::string> keyOf(const InfisicalPlace &place) const;
    const std::string &basePath() const
    {
        return m_basePath;
    }
    /// Whether secrets are in folders below the base path too.
    bool usesFolders() const;

private:
    InfisicalNames() = default;

    std::string m_basePath;
    std::string m_beforeId;
    std::string m_between;
    std::string m_afterName;
};

} // namespace berth::secrets
