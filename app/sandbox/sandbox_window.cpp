// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/sandbox_window.h"

#include "ui/events/events_page.h"
#include "ui/events/events_view.h"
#include "ui/theme/icons.h"
#include "ui/widgets/toast.h"

#include <QAction>

namespace berth::app {

using ui::Tone;

SandboxWindow::SandboxWindow(ui::MainWindow &window)
    : m_window(window)
    , m_copy(new QAction(ui::themedIcon(ui::Icon::Copy),
                         tr("Copy the sandbox's environment variables"), &window))
{
    window.setWindowTitle(tr("Sandbox"));
    window.showPage(QString::fromLatin1(ui::EventsPage::pageId));
    m_copy->setEnabled(false);
    window.addAction(m_copy);
    window.actions().add(m_copy, tr("Sandbox"));
    connect(m_copy, &QAction::triggered, this, &SandboxWindow::copy);
    connect(&m_clipboard, &ui::ClipboardGuard::cleared, this, [this] {
        m_window.toasts().notify(
            {Tone::Neutral, tr("The variables were taken off the clipboard again.")});
    });
}

void SandboxWindow::showReady(const base::Secret &variables)
{
    m_variables = variables;
    m_copy->setEnabled(true);
    m_window.toasts().notify(
        {Tone::Success,
         tr("The sandbox is ready. A platform finds it by environment variables, REDIS_URL and "
            "MCP_MANAGER_URL among them."),
         tr("Copy variables"), [this] { copy(); }});
}

void SandboxWindow::copy()
{
    m_clipboard.copy(QString::fromStdString(m_variables.expose()));
    m_window.toasts().notify(
        {Tone::Success, tr("Copied, with passwords. The clipboard is cleared in %n s.", nullptr,
                           static_cast<int>(ui::ClipboardGuard::defaultTime.count()))});
}

} // namespace berth::app
