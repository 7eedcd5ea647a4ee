// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/roles.h"

class QScrollArea;
class QWidget;

namespace berth::ui {

/// Puts `content`, which has its layout, into `area`: on one ground, without a frame, as wide as
/// the area, so that it scrolls up and down only.
void makeScrollPane(QScrollArea &area, QWidget *content, Ground ground);

} // namespace berth::ui
