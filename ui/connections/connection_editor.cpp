// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connection_editor.h"

#include "ui/connections/connection_form.h"
#include "ui/connections/test_panel.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/shortcut.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace berth::ui {

ConnectionEditor::ConnectionEditor(engine::EngineFacade &engine, FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_form(new ConnectionForm(files))
    , m_test(new TestPanel)
    , m_problem(new Banner(this))
{
    setGround(this, Ground::Surface);
    m_problem->hide();
    auto *panel = new QScrollArea;
    panel->setFocusPolicy(Qt::NoFocus);
    panel->setMinimumWidth(300);
    makeScrollPane(*panel, m_test, Ground::Background);
    auto *splitter = makeSplitter(Qt::Horizontal, QStringLiteral("connectionEditor"),
                                  {{m_form, 830, 2}, {panel, 410, 1}});
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(m_problem);
    layout->addWidget(splitter, 1);
    layout->addWidget(new Separator(Qt::Horizontal, this));
    layout->addWidget(makeFooter());
    makeShortcuts();
    connect(m_form, &ConnectionForm::changed, this, &ConnectionEditor::onChanged);
    connect(m_test, &TestPanel::testRequested, this, &ConnectionEditor::runTest);
    connect(m_test, &TestPanel::stopRequested, this, &ConnectionEditor::stopTest);
}

QWidget *ConnectionEditor::makeFooter()
{
    auto *footer = new QWidget;
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(26, metrics::space12, 26, metrics::space12);
    row->setSpacing(metrics::space12);
    m_attention = new TextLabel({}, TextRole::Body, TextColor::Danger);
    auto *cancel = makeButton(tr("Cancel"), ButtonRole::Ghost);
    m_saveAnyway = makeButton(tr("Save without a passed test"), ButtonRole::Secondary);
    m_save = makeButton(tr("Save connection"), ButtonRole::Primary);
    row->addWidget(m_attention);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_saveAnyway);
    row->addWidget(m_save);
    connect(cancel, &QPushButton::clicked, this, [this] {
        stopTest();
        Q_EMIT cancelled();
    });
    connect(m_saveAnyway, &QPushButton::clicked, this, &ConnectionEditor::save);
    connect(m_save, &QPushButton::clicked, this, &ConnectionEditor::save);
    return footer;
}

void ConnectionEditor::makeShortcuts()
{
    // The way forward: test first, then save.
    addShortcut(this, QKeySequence(Qt::CTRL | Qt::Key_Return),
                [this] { isTested() ? save() : runTest(); });
    addShortcut(this, QKeySequence(Qt::Key_Escape), [this] {
        stopTest();
        Q_EMIT cancelled();
    });
}

void ConnectionEditor::start(const model::Connection &connection)
{
    stopTest();
    m_shown = false;
    m_problem->hide();
    m_form->load(connection);
    m_test->showNothing();
    m_tried.clear();
    m_tested = connection.id.empty() ? std::string() : m_form->reachability();
    updateButtons();
    m_form->focusFirst();
}

bool ConnectionEditor::isTested() const
{
    return !m_tested.empty() && m_tested == m_form->reachability();
}

void ConnectionEditor::onChanged()
{
    if (!m_tried.empty() && m_tried != m_form->reachability()) {
        stopTest();
        m_test->showOutdated();
    }
    updateButtons();
}

void ConnectionEditor::updateButtons()
{
    const int wrong = m_form->validate(m_shown);
    m_attention->setVisible(m_shown && wrong > 0);
    m_attention->setText(tr("%n field(s) need attention", nullptr, wrong));
    const bool running = m_test->verdict() == TestPanel::Verdict::Running;
    const bool tested = isTested();
    m_save->setEnabled(tested && !m_busy && !running);
    m_save->setToolTip(tested ? tr("Ctrl+Enter") : tr("Test the connection first."));
    m_saveAnyway->setVisible(!tested);
    m_saveAnyway->setEnabled(!m_busy && !running);
    m_test->testButton()->setEnabled(!m_busy);
}

bool ConnectionEditor::checkFields()
{
    m_shown = true;
    updateButtons();
    if (m_form->validate(true) > 0) {
        m_form->focusFirstInvalid();
        return false;
    }
    return true;
}

void ConnectionEditor::runTest()
{
    if (m_busy || m_test->verdict() == TestPanel::Verdict::Running || !checkFields()) {
        return;
    }
    m_problem->hide();
    m_test->showRunning();
    m_tried = m_form->reachability();
    const int run = ++m_run;
    m_running =
        m_engine.connectionCommands().testConnection(m_form->connection(), m_form->secrets());
    updateButtons();
    const auto isCurrent = [this, run] { return run == m_run; };
    forEachResult(
        m_running, this,
        [this, isCurrent](const engine::ConnectionTestStep &step) {
            if (isCurrent()) {
                m_test->showStep(step);
            }
        },
        [this, isCurrent] {
            if (isCurrent()) {
                onTested();
            }
        });
}

void ConnectionEditor::onTested()
{
    m_test->showEnd();
    if (m_test->verdict() == TestPanel::Verdict::Passed) {
        m_tested = m_tried;
    }
    updateButtons();
}

void ConnectionEditor::stopTest()
{
    if (m_test->verdict() != TestPanel::Verdict::Running) {
        return;
    }
    ++m_run;
    m_running.cancel();
    m_test->showNothing();
    updateButtons();
}

void ConnectionEditor::save()
{
    if (m_busy || !checkFields()) {
        return;
    }
    m_problem->hide();
    m_busy = true;
    m_form->setEnabled(false);
    updateButtons();
    whenFinished(
        m_engine.connectionCommands().saveConnection(m_form->connection(), m_form->secrets()), this,
        [this](const base::Result<std::string> &result) {
            m_busy = false;
            m_form->setEnabled(true);
            updateButtons();
            if (result) {
                Q_EMIT saved(QString::fromStdString(*result));
            } else {
                showFailure(result.error());
            }
        });
}

void ConnectionEditor::showFailure(const base::Error &error)
{
    const QString message = QString::fromStdString(error.message);
    if (!error.field.empty() && m_form->showError(error.field, message)) {
        m_form->focusFirstInvalid();
        return;
    }
    m_problem->setMessage(Tone::Danger, tr("The connection was not saved"), message);
    m_problem->setDetails(QString::fromStdString(error.details));
}

} // namespace berth::ui
