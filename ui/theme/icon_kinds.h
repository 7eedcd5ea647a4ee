// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>

namespace berth::ui {

/// What the name of every icon of themedIcon() begins with.
inline constexpr const char *themedIconPrefix = "berth-";

/// Whether `icon` comes from themedIcon().
bool isThemedIcon(const QIcon &icon);

/// Of the program, for task bars and window frames. The same in light and dark.
QIcon applicationIcon();

} // namespace berth::ui
