// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/secret_names.h"

#include <re2/re2.h>

namespace berth::model {

bool looksSecret(std::string_view name)
{
    constexpr std::size_t longestName = 256;
    static const RE2 pattern(
        "(?i)(^|[_-])(API[_-]?KEY|ACCESS[_-]?KEY|PRIVATE[_-]?KEY|KEY|TOKEN|SECRET|PASS(WORD|WD|"
        "PHRASE)?|[A-Z]*PASSWORD|PAT|CREDENTIALS?|AUTHORIZATION|COOKIE)([_-]|$)",
        RE2::Latin1); // bytes that are no UTF-8 must not end the search
    return name.size() <= longestName &&
           RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), pattern);
}

} // namespace berth::model
