// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace berth::ui {

class WrappedLabel;

/// The scrolling column beside the list: a title with a way to close it, and what a panel puts
/// below. Esc closes too.
class SidePanel : public QScrollArea
{
    Q_OBJECT
public:
    explicit SidePanel(QWidget *parent = nullptr);

    void setTitle(const QString &title, const QString &text = {});

Q_SIGNALS:
    void closed();

protected:
    QVBoxLayout *column() const
    {
        return m_column;
    }
    /// A stretch at the end keeps everything at the top; called once when all is in.
    void finish();
    void keyPressEvent(QKeyEvent *event) override;

private:
    QVBoxLayout *m_column;
    WrappedLabel *m_title;
    WrappedLabel *m_text;
};

} // namespace berth::ui
