// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QVBoxLayout;
class QHBoxLayout;

namespace berth::ui {

class TextLabel;

/// A rounded surface with an optional small title.
class Card final : public QFrame
{
    Q_OBJECT
public:
    explicit Card(const QString &title = {}, QWidget *parent = nullptr);

    /// Where the content goes.
    QVBoxLayout *body() const
    {
        return m_body;
    }
    /// At the right of the title line, after what is there already.
    void addHeaderWidget(QWidget *widget);
    void setTitle(const QString &title);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_header;
    QVBoxLayout *m_body;
    TextLabel *m_title;
};

/// A one-pixel line in the stroke colour.
class Separator final : public QWidget
{
    Q_OBJECT
public:
    explicit Separator(Qt::Orientation orientation, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace berth::ui
