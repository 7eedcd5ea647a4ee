// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/fuzzy_match.h"

namespace berth::ui {
namespace {

constexpr int adjacentBonus = 8;
constexpr int wordStartBonus = 10;
constexpr int gapPenalty = 1;

bool startsWord(const QString &text, int index)
{
    return index == 0 || !text[index - 1].isLetterOrNumber();
}

/// Where the next letter fits best: a word's start is preferred to the nearest occurrence.
int nextPosition(const QString &text, QChar letter, int from)
{
    int nearest = -1;
    for (int i = from; i < text.size(); ++i) {
        if (text[i].toCaseFolded() != letter) {
            continue;
        }
        if (i == from || startsWord(text, i)) {
            return i;
        }
        nearest = nearest < 0 ? i : nearest;
    }
    return nearest;
}

int scoreOf(const QString &text, const std::vector<int> &positions)
{
    int score = 0;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const int previous = i == 0 ? -1 : positions[i - 1];
        score += startsWord(text, positions[i]) ? wordStartBonus : 0;
        if (i > 0 && positions[i] == previous + 1) {
            score += adjacentBonus;
        } else {
            score -= gapPenalty * (positions[i] - previous - 1);
        }
    }
    return score;
}

std::optional<std::vector<int>> findPositions(const QString &pattern, const QString &text,
                                              bool preferWords)
{
    std::vector<int> positions;
    int from = 0;
    for (const QChar c : pattern) {
        if (c.isSpace()) {
            continue;
        }
        const QChar letter = c.toCaseFolded();
        const int found = preferWords
                              ? nextPosition(text, letter, from)
                              : static_cast<int>(text.indexOf(c, from, Qt::CaseInsensitive));
        if (found < 0) {
            return std::nullopt;
        }
        positions.push_back(found);
        from = found + 1;
    }
    return positions;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &pattern, const QString &text)
{
    // Jumping to a word's start can jump over letters needed later; the plain search never does.
    std::optional<FuzzyMatch> best;
    for (const bool preferWords : {true, false}) {
        auto positions = findPositions(pattern, text, preferWords);
        if (!positions) {
            continue;
        }
        const int score = scoreOf(text, *positions);
        if (!best || score > best->score) {
            best = FuzzyMatch{score, std::move(*positions)};
        }
    }
    return best;
}

} // namespace berth::ui
