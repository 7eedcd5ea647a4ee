// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace berth::base {
struct Error;
}

namespace berth::ui {

/// A short message that goes by itself.
struct Notice
{
    Tone tone = Tone::Neutral;
    QString text;
    QString actionText = {}; ///< "Show", "Undo"; empty for none
    std::function<void()> action = {};
    QString details = {}; ///< offers "Copy details"
};

/// Tells of a failure and offers the error's details. `text` says in whole sentences what did not
/// happen and why.
Notice failureNotice(const QString &text, const base::Error &error);
/// Where the error's message says it all.
Notice failureNotice(const base::Error &error);

class Notifier
{
public:
    virtual ~Notifier() = default;
    virtual void notify(Notice notice) = 0;
};

class ToastCard;

/// At most three toasts at the bottom right of `host`, the newest below. A toast waits while the
/// pointer or the focus is on it. Errors stay until they are closed.
class ToastStack final : public QObject, public Notifier
{
    Q_OBJECT
public:
    explicit ToastStack(QWidget *host);
    ~ToastStack() override;

    void notify(Notice notice) override;
    int count() const
    {
        return static_cast<int>(m_cards.size());
    }
    /// Distance to the host's bottom edge, so that the status bar stays free.
    void setBottomMargin(int margin);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void drop(ToastCard *card);
    void place();

    QWidget *m_host;
    int m_bottomMargin = 0;
    QList<ToastCard *> m_cards;
};

} // namespace berth::ui
