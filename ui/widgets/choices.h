// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>
#include <QVariant>
#include <QWidget>

#include <vector>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace berth::ui {

/// Tabs that filter the list below: "All 7", "Running 3". One tab stop; arrow keys choose.
class FilterTabs final : public QWidget
{
    Q_OBJECT
public:
    explicit FilterTabs(const QString &accessibleName, QWidget *parent = nullptr);

    int addTab(const QString &text);
    /// Negative hides the number.
    void setCount(int index, int count);
    int currentIndex() const;
    void setCurrentIndex(int index);

Q_SIGNALS:
    void currentChanged(int index);

private:
    QHBoxLayout *m_layout;
    QButtonGroup *m_group;
};

/// A few exclusive choices side by side, for forms. One tab stop; arrow keys choose.
class SegmentedControl final : public QWidget
{
    Q_OBJECT
public:
    explicit SegmentedControl(const QString &accessibleName, QWidget *parent = nullptr);

    void addOption(const QString &text, const QVariant &value);
    int count() const;
    QVariant value() const;
    /// Unknown values choose nothing.
    void setValue(const QVariant &value);

Q_SIGNALS:
    /// By the person, not by setValue().
    void valueChosen(const QVariant &value);

private:
    QHBoxLayout *m_layout;
    QButtonGroup *m_group;
    std::vector<QVariant> m_values;
};

/// Line edit with a magnifier, a clear button, and at the right the shortcut that leads here.
class SearchField final : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);
    /// Shown in a small frame while the field is empty: "Ctrl K".
    void setHint(const QString &hint);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_hint;
};

} // namespace berth::ui
