// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace berth::model {

/// `secret_ref:<scope>:<NAME>` or `secret_ref:<NAME>` (design section 2, contract section 5).
struct SecretRef
{
    std::string scope; ///< empty: the instance that holds the reference
    std::string name;

    bool operator==(const SecretRef &) const = default;
};

inline constexpr std::string_view secretRefPrefix = "secret_ref:";

bool looksLikeSecretRef(std::string_view value);
/// Empty when the text is no well-formed reference.
std::optional<SecretRef> parseSecretRef(std::string_view value);
std::string toText(const SecretRef &ref);
/// The name under which a store keeps it: mcp_instance_{id}_{NAME} (contract section 5).
std::string secretKey(std::string_view instanceId, std::string_view name);

} // namespace berth::model
