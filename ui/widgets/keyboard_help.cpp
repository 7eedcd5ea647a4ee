// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/keyboard_help.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/popup_frame.h"
#include "ui/widgets/text_label.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace berth::ui {
namespace {

constexpr int shadow = 14;
constexpr int helpWidth = 460;

void addRow(QGridLayout &grid, const QString &text, const QString &keys)
{
    const int row = grid.rowCount();
    auto *label = new TextLabel(text, TextRole::Body);
    label->setAccessibleDescription(keys);
    grid.addWidget(label, row, 0);
    grid.addWidget(new KeyCap(keys), row, 1, Qt::AlignRight);
}

} // namespace

KeyboardHelp::KeyboardHelp(const ActionRegistry &registry, QWidget *host)
    : QFrame(host)
    , m_registry(registry)
    , m_host(host)
    , m_scroll(new QScrollArea)
{
    setAccessibleName(tr("Keyboard shortcuts"));
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(shadow + 20, shadow + 12, shadow + 12, shadow + 20);
    auto *header = new QHBoxLayout;
    header->addWidget(new TextLabel(tr("Keyboard shortcuts"), TextRole::DetailTitle));
    header->addStretch(1);
    auto *closeButton = new IconButton(Icon::Close, tr("Close"));
    closeButton->setFocusPolicy(Qt::NoFocus);
    header->addWidget(closeButton);
    layout->addLayout(header);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    layout->addWidget(m_scroll);
    connect(closeButton, &QAbstractButton::clicked, this, &QWidget::close);
    hide();
}

void KeyboardHelp::popUp()
{
    build();
    setFixedWidth(qMin(helpWidth + 2 * shadow, m_host->width()));
    m_scroll->setFixedHeight(m_content->sizeHint().height());
    layout()->activate();
    const int whole = layout()->sizeHint().height();
    const int tooMuch = qMax(0, whole - m_host->height());
    m_scroll->setFixedHeight(m_content->sizeHint().height() - tooMuch);
    setFixedHeight(whole - tooMuch);
    move((m_host->width() - width()) / 2, (m_host->height() - height()) / 3);
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
}

void KeyboardHelp::build()
{
    m_content = new QWidget;
    auto *grid = new QGridLayout(m_content);
    grid->setContentsMargins(0, 0, metrics::space8, 0);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    QString group;
    const auto entries = m_registry.entries();
    for (const auto &entry : entries) {
        if (entry.action->shortcut().isEmpty()) {
            continue;
        }
        if (entry.group != group) {
            group = entry.group;
            auto *label = new TextLabel(group, TextRole::Secondary, TextColor::Muted);
            label->setContentsMargins(0, metrics::space8, 0, 0);
            grid->addWidget(label, grid->rowCount(), 0, 1, 2);
        }
        QString text = entry.action->text();
        addRow(*grid, text.remove(QLatin1Char('&')),
               entry.action->shortcut().toString(QKeySequence::NativeText));
    }
    m_scroll->setWidget(m_content); // the one before goes
    m_content->setAutoFillBackground(false);
}

void KeyboardHelp::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F1) {
        close();
        return;
    }
    QCoreApplication::sendEvent(m_scroll->verticalScrollBar(), event);
}

void KeyboardHelp::focusOutEvent(QFocusEvent *event)
{
    QFrame::focusOutEvent(event);
    close();
}

void KeyboardHelp::paintEvent(QPaintEvent *)
{
    paintPopupFrame(*this, shadow);
}

} // namespace berth::ui
