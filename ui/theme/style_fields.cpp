// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/style_parts.h"

#include <QComboBox>
#include <QPainter>
#include <QStyleOptionComboBox>

namespace berth::ui::detail {
namespace {

constexpr int arrowWidth = 28;

struct FrameLine
{
    QColor color;
    double width = 1;
};

FrameLine fieldLine(const Theme &theme, const QStyleOption &option, bool focused,
                    const QWidget *widget)
{
    if (isInvalid(widget)) {
        return {theme.danger, focused ? 2.0 : 1.0};
    }
    if (focused) {
        return {theme.accent, 2};
    }
    return {isEnabled(option) && isHovered(option) ? theme.strokeStrong : theme.stroke, 1};
}

void paintFrame(const Theme &theme, const QStyleOption &option, bool focused, QPainter &painter,
                const QWidget *widget)
{
    const FrameLine line = fieldLine(theme, option, focused, widget);
    const bool readOnly = (option.state & QStyle::State_ReadOnly) != 0;
    const QColor ground = isEnabled(option) && !readOnly ? theme.surface : theme.bg;
    paintRounded(painter, option.rect, metrics::radius, ground, line.color, line.width);
}

bool hasFocus(const QStyleOption &option)
{
    return isEnabled(option) && (option.state & QStyle::State_HasFocus) != 0;
}

} // namespace

void paintFieldFrame(const Theme &theme, const QStyleOption &option, QPainter &painter,
                     const QWidget *widget)
{
    const PainterScope scope(painter);
    paintFrame(theme, option, hasFocus(option), painter, widget);
}

void paintComboBox(const Theme &theme, const QStyleOptionComboBox &option, QPainter &painter,
                   const QWidget *widget)
{
    const PainterScope scope(painter);
    const bool open = (option.state & QStyle::State_On) != 0;
    paintFrame(theme, option, hasFocus(option) || open, painter, widget);
    if (!isEnabled(option)) {
        painter.setOpacity(disabledOpacity);
    }
    const QRect arrow = comboBoxPart(option, QStyle::SC_ComboBoxArrow);
    paintIcon(painter, arrow, Icon::ChevronDown, metrics::iconSmall, theme.muted);
}

void paintSpinBox(const Theme &theme, const QStyleOptionSpinBox &option, QPainter &painter,
                  const QWidget *widget)
{
    const PainterScope scope(painter);
    paintFrame(theme, option, hasFocus(option), painter, widget);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons) {
        return;
    }
    const auto arrow = [&](QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag flag,
                           Icon icon) {
        const bool possible = isEnabled(option) && option.stepEnabled.testFlag(flag);
        const bool hovered = possible && (option.activeSubControls & part) != 0;
        painter.setOpacity(possible ? 1 : disabledOpacity);
        paintIcon(painter, spinBoxPart(option, part), icon, 12,
                  hovered ? theme.accent : theme.muted);
    };
    arrow(QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Icon::ChevronUp);
    arrow(QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Icon::ChevronDown);
}

bool isChoicePopup(const QWidget *widget)
{
    return widget != nullptr && widget->inherits("QComboBoxPrivateContainer");
}

bool isInChoicePopup(const QWidget *widget)
{
    return widget != nullptr && isChoicePopup(widget->parentWidget());
}

void paintChoicePopup(const Theme &theme, const QStyleOption &option, QPainter &painter)
{
    const PainterScope scope(painter);
    painter.setPen(theme.strokeStrong);
    painter.setBrush(theme.surface);
    painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5));
}

QRect comboBoxPart(const QStyleOptionComboBox &option, QStyle::SubControl part)
{
    QRect rect = option.rect;
    switch (part) {
    case QStyle::SC_ComboBoxArrow:
        rect.setLeft(rect.right() - arrowWidth + 1);
        break;
    case QStyle::SC_ComboBoxEditField:
        rect.adjust(option.editable ? 1 : 10, 1, -arrowWidth, -1);
        break;
    case QStyle::SC_ComboBoxListBoxPopup:
        rect.translate(0, metrics::space4);
        break;
    default:
        break;
    }
    return QStyle::visualRect(option.direction, option.rect, rect);
}

bool takesWheel(const QWidget *widget)
{
    return qobject_cast<const QComboBox *>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox *>(widget) != nullptr;
}

QRect spinBoxPart(const QStyleOptionSpinBox &option, QStyle::SubControl part)
{
    QRect rect = option.rect;
    const bool buttons = option.buttonSymbols != QAbstractSpinBox::NoButtons;
    const int half = rect.height() / 2;
    switch (part) {
    case QStyle::SC_SpinBoxUp:
        rect = buttons
                   ? QRect(rect.right() - arrowWidth + 5, rect.y() + 3, arrowWidth - 6, half - 3)
                   : QRect();
        break;
    case QStyle::SC_SpinBoxDown:
        rect = buttons
                   ? QRect(rect.right() - arrowWidth + 5, rect.y() + half, arrowWidth - 6, half - 3)
                   : QRect();
        break;
    case QStyle::SC_SpinBoxEditField:
        rect.adjust(2, 2, buttons ? -arrowWidth : -2, -2);
        break;
    default:
        break;
    }
    return QStyle::visualRect(option.direction, option.rect, rect);
}

} // namespace berth::ui::detail
