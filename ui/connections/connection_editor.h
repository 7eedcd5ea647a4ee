// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"

#include <QFuture>
#include <QWidget>

#include <string>

class QPushButton;

namespace berth::ui {

class Banner;
class ConnectionForm;
class FilePicker;
class TestPanel;
class TextLabel;

/// Form at the left, its test at the right. Saved once a test passed, or expressly without.
class ConnectionEditor final : public QWidget
{
    Q_OBJECT
public:
    ConnectionEditor(engine::EngineFacade &engine, FilePicker &files, QWidget *parent = nullptr);

    /// An empty id starts a new one.
    void start(const model::Connection &connection);
    ConnectionForm *form() const
    {
        return m_form;
    }
    TestPanel *test() const
    {
        return m_test;
    }

Q_SIGNALS:
    void cancelled();
    void saved(const QString &id);

private:
    QWidget *makeFooter();
    void makeShortcuts();
    void onChanged();
    void updateButtons();
    /// Nothing that a test would look at is other than what passed or what is saved.
    bool isTested() const;
    bool checkFields();
    void runTest();
    void onTested();
    void stopTest();
    void save();
    void showFailure(const base::Error &error);

    engine::EngineFacade &m_engine;
    ConnectionForm *m_form;
    TestPanel *m_test;
    Banner *m_problem;
    TextLabel *m_attention = nullptr;
    QPushButton *m_saveAnyway = nullptr;
    QPushButton *m_save = nullptr;
    QFuture<engine::ConnectionTestStep> m_running;
    int m_run = 0;        ///< which test is under way; an answer of an older one is dropped
    std::string m_tested; ///< reachability() of the test that passed last, or of what is saved
    std::string m_tried;  ///< reachability() of the test under way or done last
    bool m_shown = false;
    bool m_busy = false;
};

} // namespace berth::ui
