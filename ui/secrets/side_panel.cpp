// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/side_panel.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/wrapped_label.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace berth::ui {

SidePanel::SidePanel(QWidget *parent)
    : QScrollArea(parent)
    , m_title(new WrappedLabel({}, TextRole::DetailTitle))
    , m_text(new WrappedLabel({}, TextRole::Body, TextColor::Muted))
{
    setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                                 metrics::space20);
    m_column->setSpacing(metrics::space12);
    auto *close = new IconButton(Icon::Close, tr("Close (Esc)"));
    setSmall(close);
    auto *header = new QHBoxLayout;
    header->addWidget(m_title, 1);
    header->addWidget(close, 0, Qt::AlignTop);
    m_column->addLayout(header);
    m_column->addWidget(m_text);
    m_text->hide();
    makeScrollPane(*this, content, Ground::Background);
    connect(close, &IconButton::clicked, this, &SidePanel::closed);
}

void SidePanel::setTitle(const QString &title, const QString &text)
{
    m_title->setWords(title);
    m_text->setWords(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
}

void SidePanel::finish()
{
    m_column->addStretch();
}

void SidePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return;
    }
    QScrollArea::keyPressEvent(event);
}

} // namespace berth::ui
