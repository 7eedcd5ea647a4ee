// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/page_header.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace berth::ui {

PageHeader::PageHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_back(new IconButton(Icon::ArrowLeft, tr("Back"), this))
    , m_title(new TextLabel(title, TextRole::PageTitle))
{
    setFixedHeight(metrics::headerHeight);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_layout->setContentsMargins(metrics::space20, 0, metrics::space20, 0);
    m_layout->setSpacing(metrics::space12);
    m_layout->addWidget(m_back);
    m_layout->addWidget(m_title);
    m_layout->addStretch(1);
    m_back->hide();
    connect(m_back, &QAbstractButton::clicked, this, &PageHeader::backRequested);
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::addWidget(QWidget *widget)
{
    m_layout->addWidget(widget);
}

void PageHeader::setBackVisible(bool visible)
{
    m_back->setVisible(visible);
}

void PageHeader::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.stroke);
}

void layOutPage(QWidget *page, PageHeader *header, QWidget *content)
{
    setGround(page, Ground::Surface);
    auto *layout = new QVBoxLayout(page);
    makeTight(layout);
    layout->addWidget(header);
    layout->addWidget(content, 1);
}

} // namespace berth::ui
