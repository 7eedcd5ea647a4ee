// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QColor>
#include <QPalette>

#include <array>

class QByteArray;
class QWidget;

namespace berth::ui {

/// What a colour says. Always shown beside a word, never alone.
enum class Tone
{
    Neutral,
    Accent,
    Success,
    Warning,
    Danger,
    Info
};

/// The colours of one appearance; a value. Widgets ask themeOf(this) when they paint and never
/// keep a copy, so a change of theme needs nothing but a repaint.
struct Theme
{
    bool dark = false;

    QColor bg;      ///< rail, status bar, the ground of a detail
    QColor surface; ///< where content lies: tables, cards, fields
    QColor subtle;  ///< chosen filter tab, track of a bar
    QColor hover;
    QColor selected;
    QColor stroke;       ///< one-pixel lines
    QColor strokeStrong; ///< lines under the pointer, scroll bar
    QColor text;
    QColor muted; ///< second line, hints
    QColor faint; ///< marks and group labels; not for text one must read
    QColor accent;
    QColor accentHover;
    QColor onAccent;
    QColor accentMuted;
    QColor success;
    QColor successMuted;
    QColor warning;
    QColor warningMuted;
    QColor danger;
    QColor dangerMuted;
    QColor info;
    QColor infoMuted;
    QColor code; ///< ground behind addresses and JSON
    QColor shadow;

    /// The bundled themes.
    static const Theme &light();
    static const Theme &darkTheme();
    /// InvalidArgument names a missing, unknown or malformed token.
    static base::Result<Theme> fromJson(const QByteArray &json, bool dark);

    QColor tone(Tone tone) const;
    QColor toneMuted(Tone tone) const;
    /// All roles in all three groups.
    QPalette palette() const;
};

struct ThemeToken
{
    const char *name;
    QColor Theme::*member;
};

/// Every token by the name it has in resources/theme/*.json.
const std::array<ThemeToken, 24> &themeTokens();

/// The theme `widget` is painted with: that of its BerthStyle. nullptr asks the application.
const Theme &themeOf(const QWidget *widget);

} // namespace berth::ui
