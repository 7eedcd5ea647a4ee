// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/rail_entry.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/typography.h"

#include <QKeyEvent>
#include <QPainter>

namespace berth::ui {
namespace {

constexpr int entryHeight = 34;
constexpr int labelHeight = 26;
constexpr int side = 10;
constexpr int textLeft = 38;

void paintFocus(QPainter &painter, const QWidget &widget)
{
    if (showsKeyboardFocus(widget)) {
        painter.setPen(QPen(themeOf(&widget).accentHover, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), metrics::radius - 1,
                                metrics::radius - 1);
    }
}

} // namespace

RailEntry::RailEntry(const QString &id, const QString &target, const QString &title, Icon icon,
                     QWidget *parent)
    : QAbstractButton(parent)
    , m_id(id)
    , m_target(target)
    , m_icon(icon)
{
    setText(title);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus); // a click leads to the page, and so does the focus
    setFont(textFont(TextRole::BodyStrong));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RailEntry::setTitle(const QString &title, const QString &description)
{
    setText(title);
    m_description = description;
    setToolTip(description);
    setBadge(m_badge);
}

void RailEntry::setBadge(const QString &badge)
{
    m_badge = badge;
    setAccessibleDescription(m_description.isEmpty() ? badge : m_description);
    update();
}

void RailEntry::setIconTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize RailEntry::sizeHint() const
{
    return {metrics::railWidth - 2 * side, entryHeight};
}

void RailEntry::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        event->ignore(); // the rail goes to the neighbour and opens it
        return;
    }
    QAbstractButton::keyPressEvent(event);
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
    paintFocus(painter, *this);
    const QRect iconRect(side, 0, metrics::icon, height());
    const QColor plain = isChecked() ? theme.accent : theme.muted;
    paintIcon(painter, iconRect, m_icon, metrics::icon,
              m_tone == Tone::Neutral ? plain : theme.tone(m_tone));
    painter.setFont(textFont(TextRole::Caption));
    const int note = painter.fontMetrics().horizontalAdvance(m_badge);
    painter.setPen(theme.muted);
    painter.drawText(rect().adjusted(0, 0, -side, 0), Qt::AlignVCenter | Qt::AlignRight, m_badge);
    painter.setFont(font());
    painter.setPen(isChecked() || underMouse() ? theme.text : theme.muted);
    const QRect place = rect().adjusted(textLeft, 0, -side - (note > 0 ? note + side : 0), 0);
    painter.drawText(place, Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, place.width()));
}

RailGroupLabel::RailGroupLabel(const QString &title, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(title);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setFont(textFont(TextRole::Caption));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCheckable(true);
}

QSize RailGroupLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2 * side, labelHeight};
}

void RailGroupLabel::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFocus(painter, *this);
    const bool strong = underMouse() || isChecked();
    painter.setPen(strong ? theme.text : theme.muted);
    painter.drawText(rect().adjusted(side, 0, 0, 0), Qt::AlignVCenter, text());
}

} // namespace berth::ui
