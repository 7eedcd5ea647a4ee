// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/buttons.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace berth::ui {
namespace {

constexpr QSize switchSize(34, 20);

} // namespace

QPushButton *makeButton(const QString &text, ButtonRole role, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    setButtonRole(button, role);
    // Enter presses the button that has the focus, in a dialog rather than its default one.
    button->setAutoDefault(true);
    return button;
}

QPushButton *makeButton(const QString &text, Icon icon, ButtonRole role, QWidget *parent)
{
    QPushButton *button = makeButton(text, role, parent);
    button->setIcon(themedIcon(icon));
    return button;
}

IconButton::IconButton(Icon icon, const QString &name, QWidget *parent)
    : QToolButton(parent)
{
    setIconAndName(icon, name);
    setFocusPolicy(Qt::StrongFocus);
    setAutoRaise(true);
}

void IconButton::setIconAndName(Icon icon, const QString &name)
{
    setIcon(themedIcon(icon));
    setAccessibleName(name);
    setToolTip(name);
}

Switch::Switch(const QString &accessibleName, QWidget *parent)
    : QCheckBox(parent)
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
}

QSize Switch::sizeHint() const
{
    return switchSize + QSize(4, 4);
}

bool Switch::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void Switch::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled()) {
        painter.setOpacity(0.45);
    }
    const QRectF track(2, (height() - switchSize.height()) / 2.0, switchSize.width(),
                       switchSize.height());
    const double radius = track.height() / 2;
    const bool hovered = isEnabled() && underMouse();
    if (showsKeyboardFocus(*this)) {
        painter.setPen(QPen(theme.accentHover, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(track.adjusted(-1, -1, 1, 1), radius + 1, radius + 1);
    }
    painter.setPen(Qt::NoPen);
    // The off track needs 3:1 against the ground: faint, not stroke.
    const QColor on = hovered ? theme.accentHover : theme.accent;
    painter.setBrush(isChecked() ? on : theme.faint);
    painter.drawRoundedRect(
        track.adjusted(showsKeyboardFocus(*this) ? 1 : 0, showsKeyboardFocus(*this) ? 1 : 0,
                       showsKeyboardFocus(*this) ? -1 : 0, showsKeyboardFocus(*this) ? -1 : 0),
        radius, radius);
    const bool right = isChecked() != (layoutDirection() == Qt::RightToLeft);
    const double knob = radius - 3;
    const QPointF center(right ? track.right() - radius : track.left() + radius,
                         track.center().y());
    painter.setBrush(isChecked() ? theme.onAccent : theme.surface);
    painter.drawEllipse(center, knob, knob);
}

} // namespace berth::ui
