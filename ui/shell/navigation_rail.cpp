// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/navigation_rail.h"

#include "ui/shell/rail_entry.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme.h"
#include "ui/theme/typography.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {
namespace {

constexpr int entryHeight = 34;
constexpr int side = 10;

QHBoxLayout *makeBrand()
{
    auto *brand = new QHBoxLayout;
    brand->setContentsMargins(side, 0, 0, 0);
    brand->setSpacing(10);
    brand->addWidget(new IconLabel(Icon::Anchor, 20, Tone::Accent));
    brand->addWidget(new TextLabel(QStringLiteral("Berth"), TextRole::DetailTitle), 1);
    return brand;
}

} // namespace

RailEntry::RailEntry(const QString &id, const QString &title, Icon icon, QWidget *parent)
    : QAbstractButton(parent)
    , m_id(id)
    , m_icon(icon)
{
    setText(title);
    setCheckable(true);
    setAutoExclusive(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setFont(textFont(TextRole::BodyStrong));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RailEntry::setBadge(const QString &badge)
{
    m_badge = badge;
    setAccessibleDescription(badge);
    update();
}

QSize RailEntry::sizeHint() const
{
    return {metrics::railWidth - 2 * side, entryHeight};
}

void RailEntry::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (isChecked() || underMouse()) {
        painter.setBrush(isChecked() ? theme.selected : theme.subtle);
        painter.drawRoundedRect(rect(), metrics::radius, metrics::radius);
    }
    if (showsKeyboardFocus(*this)) {
        painter.setPen(QPen(theme.accentHover, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::radius - 1,
                                metrics::radius - 1);
    }
    const QRect iconRect(side, 0, metrics::icon, height());
    paintIcon(painter, iconRect, m_icon, metrics::icon, isChecked() ? theme.accent : theme.muted);
    painter.setPen(isChecked() || underMouse() ? theme.text : theme.muted);
    painter.drawText(rect().adjusted(38, 0, -40, 0), Qt::AlignVCenter, text());
    painter.setFont(textFont(TextRole::Caption));
    painter.setPen(theme.muted);
    painter.drawText(rect().adjusted(0, 0, -side, 0), Qt::AlignVCenter | Qt::AlignRight, m_badge);
}

NavigationRail::NavigationRail(QWidget *parent)
    : QWidget(parent)
    , m_top(new QVBoxLayout)
    , m_bottom(new QVBoxLayout)
{
    setFixedWidth(metrics::railWidth);
    setAccessibleName(tr("Pages"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(side, 18, side + 1, side);
    layout->addLayout(makeBrand());
    layout->addSpacing(10);
    m_top->setSpacing(2);
    m_bottom->setSpacing(2);
    layout->addLayout(m_top);
    layout->addStretch(1);
    layout->addLayout(m_bottom);
}

void NavigationRail::addEntry(const QString &id, const QString &title, Icon icon, bool atBottom)
{
    auto *entry = new RailEntry(id, title, icon, this);
    (atBottom ? m_bottom : m_top)->addWidget(entry);
    m_entries.push_back(entry);
    connect(entry, &QAbstractButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
}

void NavigationRail::setBadge(const QString &id, const QString &badge)
{
    for (RailEntry *entry : m_entries) {
        if (entry->id() == id) {
            entry->setBadge(badge);
        }
    }
}

void NavigationRail::setCurrent(const QString &id)
{
    for (RailEntry *entry : m_entries) {
        if (entry->id() == id) {
            entry->setChecked(true);
        }
    }
}

void NavigationRail::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const auto current = std::find(m_entries.begin(), m_entries.end(), focusWidget());
    if (step == 0 || current == m_entries.end()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto next = current - m_entries.begin() + step;
    if (next >= 0 && next < static_cast<std::ptrdiff_t>(m_entries.size())) {
        RailEntry *entry = m_entries[static_cast<std::size_t>(next)];
        entry->setFocus(Qt::TabFocusReason);
        entry->click();
    }
}

void NavigationRail::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.bg);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme.stroke);
}

} // namespace berth::ui
