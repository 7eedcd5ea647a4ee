// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace berth::model {

/// A value that stands for a secret; docs/secret-references.md has all of it. Grammar:
///
///     reference = "secret_ref:" [ scope ":" ] name
///     scope     = 1*128( ALPHA / DIGIT / "_" / "-" / "." / "/" )
///     name      = 1*255( ALPHA / DIGIT / "_" / "-" / "." )
///
/// The name is usually that of the environment variable, or the header, that holds the reference.
struct SecretRef
{
    std::string scope; ///< empty: the instance that holds the reference
    std::string name;

    bool operator==(const SecretRef &) const = default;
};

inline constexpr std::string_view secretRefPrefix = "secret_ref:";
inline constexpr std::size_t maxSecretScopeLength = 128;
inline constexpr std::size_t maxSecretNameLength = 255;

bool looksLikeSecretRef(std::string_view value);
/// Empty when the text is no well-formed reference.
std::optional<SecretRef> parseSecretRef(std::string_view value);
/// What `value` stands for in the variable or header `holder`. Besides the grammar this takes what
/// AgentArea takes for a reference: after the prefix any visible ASCII characters, which it
/// ignores; they stand for the instance's own secret of the holder's name.
std::optional<SecretRef> secretRefOf(std::string_view value, std::string_view holder);
std::string toText(const SecretRef &ref);
/// The name under which a store keeps it: mcp_instance_{id}_{NAME} (contract section 5).
std::string secretKey(std::string_view instanceId, std::string_view name);
/// The way back, with the instance's id as the scope; empty for what is no key of ours. An id is a
/// UUID; another scope ends at the first "_" behind its last "/".
std::optional<SecretRef> refOfKey(std::string_view key);

} // namespace berth::model
