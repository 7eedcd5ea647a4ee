// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/groups.h"

#include <QWidget>

class QPushButton;

namespace berth::ui {

class Banner;
class CopyField;
class GroupTree;
class TextLabel;

/// One group: its address, the size of its list of tools, and what is in it.
class GroupDetail final : public QWidget
{
    Q_OBJECT
public:
    explicit GroupDetail(QWidget *parent = nullptr);

    void setView(const engine::GroupView &view);
    /// What went wrong with the last change; empty: nothing.
    void setProblem(const QString &text);
    GroupTree *tree() const
    {
        return m_tree;
    }

Q_SIGNALS:
    void groupChanged(const berth::model::Group &group);
    void removeRequested();

private:
    TextLabel *m_title;
    QPushButton *m_remove;
    CopyField *m_address;
    TextLabel *m_size;
    Banner *m_large;
    Banner *m_problem;
    TextLabel *m_empty;
    GroupTree *m_tree;
};

} // namespace berth::ui
