// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace berth::ui {

/// Paints `widget` as a raised panel with a soft shadow of `shadow` pixels inside its edges.
/// Plain painting: no QGraphicsEffect, which would render the children twice.
void paintPopupFrame(QWidget &widget, int shadow);

} // namespace berth::ui
