// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QAbstractButton;
class QHeaderView;
class QLayout;
class QWidget;

namespace berth::ui {

/// How BerthStyle paints a button; kept as a dynamic property of the widget.
enum class ButtonRole
{
    Secondary,   ///< white with a stroke; what a QPushButton is without a role
    Primary,     ///< the one thing to do on this screen
    Ghost,       ///< no frame until hovered
    Danger,      ///< destroys something; only in the confirmation
    DangerGhost, ///< leads to a destructive confirmation
    Link,        ///< looks like a link in text
};

void setButtonRole(QAbstractButton *button, ButtonRole role);
ButtonRole buttonRole(const QWidget *button);

/// 26 instead of 32 pixels high: buttons, fields, combo boxes.
void setSmall(QWidget *control, bool small = true);
bool isSmall(const QWidget *control);

/// Red frame around an edit, combo or spin box; say what is wrong in words beside it.
void setInvalid(QWidget *field, bool invalid);
bool isInvalid(const QWidget *field);

/// The widget has the focus and the person moves it with the keyboard: time for a ring.
bool showsKeyboardFocus(const QWidget &widget);

/// Free space before the first label of a horizontal header and behind its last one, so that the
/// labels stand above what delegates paint.
void setHeaderInsets(QHeaderView *header, int first, int last);
int headerInsetFirst(const QWidget *header);
int headerInsetLast(const QWidget *header);

/// The ground a container is filled with. Follows the theme without further work.
enum class Ground
{
    Background,
    Surface,
    Subtle
};
void setGround(QWidget *widget, Ground ground);

/// Zero margins and spacing.
void makeTight(QLayout *layout);

} // namespace berth::ui
