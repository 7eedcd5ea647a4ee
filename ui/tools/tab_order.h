// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace berth::ui {

/// Puts what takes the focus inside `container` into the keyboard order behind `previous`, in the
/// order of its layouts, which is that of the screen. Returns the last of it; `previous` where
/// there is nothing.
QWidget *orderTabs(QWidget *previous, QWidget *container);

} // namespace berth::ui
