// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace berth::model {

/// Takes secrets out of JSON text that comes from others: whole or broken, JSON within strings of
/// JSON as deep as anybody writes it. A value is a secret by its place (a name that looks like one,
/// a header, a password in a URL), unless it is a secret reference; what was learned to be one is
/// masked everywhere else too. What holds no secret stays as it is, byte by byte.
class SecretMasker
{
public:
    /// Remembers the values in `text` that are secrets by their place.
    void learn(std::string_view text);
    std::string mask(std::string_view text) const;
    /// For what is no JSON at all: whatever follows a name that looks secret goes as well, at the
    /// price of masking too much.
    std::string maskLoosely(std::string_view text) const;

private:
    std::vector<std::string> m_values; ///< longest first, so that none hides a part of another
};

} // namespace berth::model
