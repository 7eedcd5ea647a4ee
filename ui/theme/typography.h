// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>

namespace berth::ui {

enum class TextRole
{
    PageTitle,   ///< 18 semibold
    DetailTitle, ///< 16 semibold
    EmptyTitle,  ///< 20 semibold, only in empty states
    Section,     ///< 13 semibold
    Body,        ///< 13
    BodyStrong,  ///< 13 medium: names, buttons
    Secondary,   ///< 12
    Caption,     ///< 11: group labels, badges
    Mono,        ///< 12 fixed pitch: addresses, ids, JSON
};

/// Makes the bundled fonts known. Cheap when called again.
void loadFonts();

/// The font of a role. Digits have one width in all of them.
QFont textFont(TextRole role);

} // namespace berth::ui
