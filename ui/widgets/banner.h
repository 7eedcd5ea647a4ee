// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QPushButton;
class QToolButton;

namespace berth::ui {

class IconLabel;
class TextLabel;

/// A lasting message inside a page: what is wrong, what to do, and a button that does it.
class Banner final : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);

    /// Shows itself. `text` may be empty.
    void setMessage(Tone tone, const QString &title, const QString &text = {});
    /// Empty: no button.
    void setAction(const QString &text);
    /// Words of the other side, folded behind "Show details", with copy.
    void setDetails(const QString &details);
    void setDismissible(bool dismissible);

    QString title() const;
    QString text() const;

Q_SIGNALS:
    void actionTriggered();
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildLayout();
    void toggleDetails();

    Tone m_tone = Tone::Info;
    IconLabel *m_icon;
    TextLabel *m_title;
    TextLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_detailsToggle;
    QPushButton *m_copyDetails;
    TextLabel *m_details;
    QToolButton *m_close;
};

} // namespace berth::ui
