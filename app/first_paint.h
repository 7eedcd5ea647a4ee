// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace berth::app {

/// With BERTH_REPORT_FIRST_PAINT set, prints "painted" when `window` was painted for the first
/// time; tests/bench measures the start by it.
void reportFirstPaint(QWidget &window);

} // namespace berth::app
