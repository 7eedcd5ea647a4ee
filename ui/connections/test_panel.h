// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/connections.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace berth::ui {

class StepRow;
class WrappedLabel;

/// The steps of a connection's test, in order: waiting, under way, or with their outcome.
class TestPanel final : public QWidget
{
    Q_OBJECT
public:
    enum class Verdict
    {
        None, ///< not tested, or the fields changed since
        Running,
        Passed,
        Failed
    };

    explicit TestPanel(QWidget *parent = nullptr);

    void showNothing();
    /// The fields changed since the test: its steps stay to be read, but count no more.
    void showOutdated();
    void showRunning();
    /// One step ended; the one after it is under way.
    void showStep(const engine::ConnectionTestStep &step);
    /// No more steps come.
    void showEnd();
    Verdict verdict() const
    {
        return m_verdict;
    }
    QPushButton *testButton() const
    {
        return m_test;
    }

Q_SIGNALS:
    void testRequested();
    void stopRequested();

private:
    void setVerdict(Verdict verdict, const QString &text);

    StepRow *row(std::size_t index) const;

    Verdict m_verdict = Verdict::None;
    std::size_t m_done = 0;
    bool m_hasFailed = false;
    WrappedLabel *m_text;
    QPushButton *m_test;
    QVBoxLayout *m_rows;
    std::vector<StepRow *> m_steps;
};

} // namespace berth::ui
