// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace berth::ui {

class TextLabel;

/// One setting: name and explanation at the left, the control at the right, what is wrong below
/// the control.
class SettingRow final : public QWidget
{
    Q_OBJECT
public:
    /// `control` is owned by the row from now on.
    SettingRow(const QString &name, const QString &hint, QWidget *control,
               QWidget *parent = nullptr);

    /// Empty: nothing is wrong.
    void setError(const QString &message);
    QString error() const;
    QWidget *control() const
    {
        return m_control;
    }

private:
    QWidget *m_control;
    TextLabel *m_error;
};

} // namespace berth::ui
