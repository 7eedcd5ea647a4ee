// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/toast.h"

#include "base/result.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/popup_frame.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/toast_card.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace berth::ui {
namespace {

constexpr int lifetimeMs = 5000;
constexpr int maxToasts = 3;
constexpr int toastWidth = 380;
constexpr int shadowSize = 12;

} // namespace

Notice failureNotice(const QString &text, const base::Error &error)
{
    return {Tone::Danger, text, {}, {}, QString::fromStdString(error.details)};
}

Notice failureNotice(const base::Error &error)
{
    return failureNotice(QString::fromStdString(error.message), error);
}

ToastCard::ToastCard(Notice notice, QWidget *parent)
    : QFrame(parent)
    , m_notice(std::move(notice))
{
    setFixedWidth(toastWidth + 2 * shadowSize);
    setAccessibleName(m_notice.text);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(shadowSize + 14, shadowSize + 8, shadowSize + 6, shadowSize + 8);
    layout->setSpacing(metrics::space8);
    layout->addWidget(new StatusDot(m_notice.tone));
    auto *text = new TextLabel(m_notice.text, TextRole::Body);
    text->setWordWrap(true);
    layout->addWidget(text, 1);
    addButtons(*layout);

    m_lifetime.setSingleShot(true);
    m_lifetime.setInterval(lifetimeMs);
    connect(&m_lifetime, &QTimer::timeout, this, &ToastCard::closed);
    resumeTimer();
}

void ToastCard::addButtons(QHBoxLayout &layout)
{
    if (!m_notice.actionText.isEmpty()) {
        auto *action = makeButton(m_notice.actionText, ButtonRole::Link);
        layout.addWidget(action);
        watchFocus(action);
        connect(action, &QAbstractButton::clicked, this, [this] {
            if (m_notice.action) {
                m_notice.action();
            }
            Q_EMIT closed();
        });
    }
    if (!m_notice.details.isEmpty()) {
        auto *copy = new IconButton(Icon::Copy, tr("Copy details"));
        setSmall(copy);
        layout.addWidget(copy);
        watchFocus(copy);
        connect(copy, &QAbstractButton::clicked, this,
                [this] { QGuiApplication::clipboard()->setText(m_notice.details); });
    }
    auto *close = new IconButton(Icon::Close, tr("Close message"));
    setSmall(close);
    layout.addWidget(close);
    watchFocus(close);
    connect(close, &QAbstractButton::clicked, this, &ToastCard::closed);
}

void ToastCard::watchFocus(QWidget *button)
{
    button->installEventFilter(this);
}

bool ToastCard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        m_lifetime.stop();
    } else if (event->type() == QEvent::FocusOut) {
        resumeTimer();
    }
    return QFrame::eventFilter(watched, event);
}

void ToastCard::resumeTimer()
{
    if (m_notice.tone != Tone::Danger && !underMouse()) {
        m_lifetime.start();
    }
}

void ToastCard::enterEvent(QEnterEvent *)
{
    m_lifetime.stop();
}

void ToastCard::leaveEvent(QEvent *)
{
    if (m_notice.tone != Tone::Danger) {
        m_lifetime.start();
    }
}

void ToastCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return;
    }
    QFrame::keyPressEvent(event);
}

void ToastCard::paintEvent(QPaintEvent *)
{
    paintPopupFrame(*this, shadowSize);
}

ToastStack::ToastStack(QWidget *host)
    : QObject(host)
    , m_host(host)
{
    host->installEventFilter(this);
}

ToastStack::~ToastStack() = default;

void ToastStack::setBottomMargin(int margin)
{
    m_bottomMargin = margin;
    place();
}

void ToastStack::notify(Notice notice)
{
    while (m_cards.size() >= maxToasts) {
        drop(m_cards.first());
    }
    auto *card = new ToastCard(std::move(notice), m_host);
    connect(card, &ToastCard::closed, this, [this, card] { drop(card); });
    m_cards.append(card);
    card->show();
    place();
    QAccessibleEvent alert(card, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

bool ToastStack::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_host && event->type() == QEvent::Resize) {
        place();
    }
    return QObject::eventFilter(watched, event);
}

void ToastStack::drop(ToastCard *card)
{
    m_cards.removeOne(card);
    card->hide();
    card->deleteLater();
    place();
}

void ToastStack::place()
{
    int bottom = m_host->height() - m_bottomMargin - metrics::space4;
    for (auto it = m_cards.crbegin(); it != m_cards.crend(); ++it) {
        ToastCard *card = *it;
        const int height = card->layout()->hasHeightForWidth()
                               ? card->layout()->totalHeightForWidth(card->width())
                               : card->sizeHint().height();
        card->setGeometry(m_host->width() - card->width() - metrics::space4, bottom - height,
                          card->width(), height);
        card->raise();
        bottom -= height - shadowSize - metrics::space4;
    }
}

} // namespace berth::ui
