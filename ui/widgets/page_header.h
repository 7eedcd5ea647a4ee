// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace berth::ui {

class IconButton;
class TextLabel;

/// The 60 px line at the top of a page: title at the left, search and actions at the right.
class PageHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit PageHeader(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Appends at the right.
    void addWidget(QWidget *widget);
    /// A way back in front of the title; hidden at first.
    void setBackVisible(bool visible);

Q_SIGNALS:
    void backRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_layout;
    IconButton *m_back;
    TextLabel *m_title;
};

/// Lays out the widget of a page: `header` at the top, `content` in the room below.
void layOutPage(QWidget *page, PageHeader *header, QWidget *content);

} // namespace berth::ui
