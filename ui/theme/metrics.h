// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Sizes in device-independent pixels. Nothing else in ui/ holds a number of its own for these.
namespace berth::ui::metrics {

inline constexpr int space4 = 4;
inline constexpr int space8 = 8;
inline constexpr int space12 = 12;
inline constexpr int space16 = 16;
inline constexpr int space20 = 20;
inline constexpr int space24 = 24;

inline constexpr int railWidth = 200;
inline constexpr int headerHeight = 60;
inline constexpr int statusBarHeight = 28;
inline constexpr int rowOneLine = 36;
inline constexpr int rowTwoLines = 52;
inline constexpr int tableHeaderHeight = 32;
inline constexpr int control = 32;
inline constexpr int controlSmall = 26;
inline constexpr int radius = 7;
inline constexpr int radiusCard = 10;
inline constexpr int stroke = 1;
inline constexpr int tabPadding = 9; ///< free on both sides of a tab's text
inline constexpr int icon = 18;
inline constexpr int iconSmall = 16;
inline constexpr int dot = 8;
inline constexpr int scrollBar = 12;
/// Content of forms and empty states does not grow wider than this.
inline constexpr int readableWidth = 820;

/// Motion, in milliseconds; ask the style (SH_Widget_Animation_Duration) before using it.
inline constexpr int motion = 140;

} // namespace berth::ui::metrics
