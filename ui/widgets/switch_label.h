// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QAbstractButton;
class QLabel;

namespace berth::ui {

/// A click on `label` counts as one on `control`, whose name it says.
void clickThrough(QLabel *label, QAbstractButton *control);

} // namespace berth::ui
