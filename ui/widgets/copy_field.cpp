// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/copy_field.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>

namespace berth::ui {
namespace {

constexpr int confirmationMs = 1500;

} // namespace

CopyField::CopyField(const QString &what, QWidget *parent)
    : QWidget(parent)
    , m_what(what)
    , m_label(new ElidedLabel({}, TextRole::Mono, TextColor::Text, this))
    , m_button(new IconButton(Icon::Copy, tr("Copy %1").arg(what), this))
    , m_confirmation(new QTimer(this))
{
    setFixedHeight(36);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSmall(m_button);
    m_label->setElideMode(Qt::ElideMiddle);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::space12, 0, 5, 0);
    layout->setSpacing(metrics::space8);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button);
    m_confirmation->setSingleShot(true);
    m_confirmation->setInterval(confirmationMs);
    connect(m_button, &QAbstractButton::clicked, this, &CopyField::copy);
    connect(m_confirmation, &QTimer::timeout, this,
            [this] { m_button->setIconAndName(Icon::Copy, tr("Copy %1").arg(m_what)); });
}

void CopyField::setText(const QString &text)
{
    m_text = text;
    m_label->setText(text);
    m_label->setAccessibleName(m_what + QStringLiteral(": ") + text);
    m_button->setEnabled(!text.isEmpty());
}

void CopyField::copy()
{
    QGuiApplication::clipboard()->setText(m_text);
    m_button->setIconAndName(Icon::Check, tr("Copied"));
    m_confirmation->start();
    Q_EMIT copied();
}

void CopyField::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !m_text.isEmpty()) {
        copy();
    }
}

void CopyField::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.stroke);
    painter.setBrush(theme.code);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius,
                            metrics::radius);
}

void confirmCopy(QPushButton *button)
{
    const QString copied = CopyField::tr("Copied");
    const QString usual = button->text();
    if (usual == copied) {
        return;
    }
    button->setText(copied);
    button->setIcon(themedIcon(Icon::Check));
    QTimer::singleShot(confirmationMs, button, [button, usual] {
        button->setText(usual);
        button->setIcon(themedIcon(Icon::Copy));
    });
}

} // namespace berth::ui
