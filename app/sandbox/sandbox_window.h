// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/clipboard_guard.h"

#include <QObject>

class QAction;

namespace berth::app {

/// What a window shows more when it belongs to a sandbox: its title, the event monitor first, and a
/// command that copies the variables for a platform. `window` outlives it.
class SandboxWindow final : public QObject
{
    Q_OBJECT
public:
    explicit SandboxWindow(ui::MainWindow &window);

    void showReady(const base::Secret &variables);

private:
    void copy();

    ui::MainWindow &m_window;
    ui::ClipboardGuard m_clipboard;
    base::Secret m_variables;
    QAction *m_copy;
};

} // namespace berth::app
