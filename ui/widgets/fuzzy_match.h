// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace berth::ui {

/// How well `pattern` matches `text`, letters in order but not necessarily side by side.
struct FuzzyMatch
{
    int score = 0;
    std::vector<int> positions; ///< of the matched letters in the text
};

/// Nothing when a letter of the pattern is missing. An empty pattern matches everything.
std::optional<FuzzyMatch> fuzzyMatch(const QString &pattern, const QString &text);

} // namespace berth::ui
