// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/connections.h"

#include <QWidget>

class QStackedLayout;

namespace berth::ui {

class IconLabel;
class TextLabel;
class WrappedLabel;

/// One step of a test: its mark, its name, how long it took, and what was found.
class StepRow final : public QWidget
{
    Q_OBJECT
public:
    explicit StepRow(const QString &name, QWidget *parent = nullptr);

    /// `running`: nothing is known of it yet, but it is being tried.
    void showWaiting(bool running);
    /// `time`: how long it took, in words.
    void showStep(const engine::ConnectionTestStep &step, const QString &time);

private:
    IconLabel *m_mark;
    QStackedLayout *m_marks;
    TextLabel *m_name;
    TextLabel *m_time;
    WrappedLabel *m_detail;
};

} // namespace berth::ui
