// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/group.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace berth::ui {

class TextLabel;

/// Makes a group: name, title, and whether every running instance belongs to it.
class GroupForm final : public QWidget
{
    Q_OBJECT
public:
    explicit GroupForm(QWidget *parent = nullptr);

    void clear();
    void setProblem(const QString &text);

Q_SIGNALS:
    void submitted(const berth::model::Group &group);
    void cancelled();

private:
    void submit();

    QLineEdit *m_name;
    QLineEdit *m_title;
    QCheckBox *m_all;
    TextLabel *m_problem;
    QPushButton *m_create;
};

} // namespace berth::ui
