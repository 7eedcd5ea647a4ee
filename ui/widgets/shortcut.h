// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>

#include <functional>

class QAction;
class QWidget;

namespace berth::ui {

/// An action of `scope`, by its key while the focus is in there. Several scopes may have the same
/// key.
QAction *addShortcut(QWidget *scope, const QKeySequence &key, std::function<void()> handler);

/// Ctrl+Enter, on either of a keyboard's Enter keys.
void addSubmitShortcut(QWidget *scope, const std::function<void()> &handler);

} // namespace berth::ui
