// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace berth::ui {

class RailEntry;

/// The left column: Berth's name, the pages, settings at the bottom.
class NavigationRail final : public QWidget
{
    Q_OBJECT
public:
    explicit NavigationRail(QWidget *parent = nullptr);

    void addEntry(const QString &id, const QString &title, Icon icon, bool atBottom);
    void setBadge(const QString &id, const QString &badge);
    /// Marks the entry without emitting chosen().
    void setCurrent(const QString &id);

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QVBoxLayout *m_top;
    QVBoxLayout *m_bottom;
    std::vector<RailEntry *> m_entries;
};

} // namespace berth::ui
