// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/banner.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text_label.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace berth::ui {
namespace {

Icon toneIcon(Tone tone)
{
    switch (tone) {
    case Tone::Success:
        return Icon::Check;
    case Tone::Warning:
    case Tone::Danger:
        return Icon::Alert;
    default:
        return Icon::Info;
    }
}

} // namespace

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel(Icon::Info, metrics::icon, Tone::Info, this))
    , m_title(new TextLabel(TextRole::BodyStrong, this))
    , m_text(new TextLabel(TextRole::Body, this))
    , m_action(makeButton({}, ButtonRole::Secondary, this))
    , m_detailsToggle(makeButton(tr("Show details"), ButtonRole::Link, this))
    , m_copyDetails(makeButton(tr("Copy details"), Icon::Copy, ButtonRole::Link, this))
    , m_details(new TextLabel(TextRole::Mono, this))
    , m_close(new IconButton(Icon::Close, tr("Dismiss"), this))
{
    for (TextLabel *label : {m_title, m_text, m_details}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    setSmall(m_action);
    setSmall(m_close);
    buildLayout();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_text, m_action, m_detailsToggle,
                                                            m_copyDetails, m_details, m_close}) {
        widget->hide();
    }
    hide();
    connect(m_action, &QAbstractButton::clicked, this, &Banner::actionTriggered);
    connect(m_detailsToggle, &QAbstractButton::clicked, this, &Banner::toggleDetails);
    connect(m_copyDetails, &QAbstractButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_details->text()); });
    connect(m_close, &QAbstractButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
}

void Banner::buildLayout()
{
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    texts->addWidget(m_text);
    auto *links = new QHBoxLayout;
    links->setContentsMargins(-9, 0, 0, 0); // the link's own padding
    links->addWidget(m_detailsToggle);
    links->addWidget(m_copyDetails);
    links->addStretch(1);
    texts->addLayout(links);
    texts->addWidget(m_details);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 10, 10, 10);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    layout->addWidget(m_close, 0, Qt::AlignTop);
}

void Banner::setMessage(Tone tone, const QString &title, const QString &text)
{
    m_tone = tone;
    m_icon->setIcon(toneIcon(tone), tone);
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    show();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

void Banner::setDetails(const QString &details)
{
    m_details->setText(details);
    m_details->hide();
    m_detailsToggle->setText(tr("Show details"));
    m_detailsToggle->setVisible(!details.isEmpty());
    m_copyDetails->setVisible(!details.isEmpty());
}

void Banner::setDismissible(bool dismissible)
{
    m_close->setVisible(dismissible);
}

QString Banner::title() const
{
    return m_title->text();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::toggleDetails()
{
    m_details->setVisible(m_details->isHidden());
    m_detailsToggle->setText(m_details->isHidden() ? tr("Show details") : tr("Hide details"));
}

void Banner::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.toneMuted(m_tone));
    painter.drawRoundedRect(rect(), metrics::radiusCard, metrics::radiusCard);
}

} // namespace berth::ui
