// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QStyle>

class QPainter;
class QProgressBar;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QStyleOptionViewItem;

/// The pieces BerthStyle is put together from. All paint inside option.rect.
namespace berth::ui::detail {

inline constexpr double disabledOpacity = 0.45;

/// Sets what changes and puts it back.
class PainterScope
{
public:
    explicit PainterScope(QPainter &painter);
    ~PainterScope();
    PainterScope(const PainterScope &) = delete;
    PainterScope &operator=(const PainterScope &) = delete;

private:
    QPainter &m_painter;
};

bool isEnabled(const QStyleOption &option);
bool isHovered(const QStyleOption &option);
bool isPressed(const QStyleOption &option);
/// The focus came by keyboard, so the ring is shown.
bool hasKeyboardFocus(const QStyleOption &option);

/// A rectangle whose one-pixel stroke lies fully inside `rect`.
void paintRounded(QPainter &painter, const QRectF &rect, double radius, const QBrush &fill,
                  const QColor &stroke = Qt::transparent, double strokeWidth = 1);
void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const Theme &theme);

// style_buttons.cpp
void paintButtonBevel(const Theme &theme, const QStyleOptionButton &option, QPainter &painter,
                      const QWidget *widget);
void paintButtonLabel(const Theme &theme, const QStyleOptionButton &option, QPainter &painter,
                      const QWidget *widget);
void paintToolButton(const Theme &theme, const QStyleOptionToolButton &option, QPainter &painter,
                     const QWidget *widget);
void paintCheckIndicator(const Theme &theme, const QStyleOption &option, QPainter &painter);
void paintRadioIndicator(const Theme &theme, const QStyleOption &option, QPainter &painter);

// style_fields.cpp
void paintFieldFrame(const Theme &theme, const QStyleOption &option, QPainter &painter,
                     const QWidget *widget);
void paintComboBox(const Theme &theme, const QStyleOptionComboBox &option, QPainter &painter,
                   const QWidget *widget);
void paintSpinBox(const Theme &theme, const QStyleOptionSpinBox &option, QPainter &painter,
                  const QWidget *widget);
/// The list that a combo box opens, in its frame.
bool isChoicePopup(const QWidget *widget);
bool isInChoicePopup(const QWidget *widget);
/// Beside the words of such a list, so that they stand below those of the field.
inline constexpr int choicePopupMargin = 5;
void paintChoicePopup(const Theme &theme, const QStyleOption &option, QPainter &painter);
QRect comboBoxPart(const QStyleOptionComboBox &option, QStyle::SubControl part);
QRect spinBoxPart(const QStyleOptionSpinBox &option, QStyle::SubControl part);
/// Fields that would change their value by the wheel.
bool takesWheel(const QWidget *widget);

// style_items.cpp
void paintViewRow(const Theme &theme, const QStyleOptionViewItem &option, QPainter &painter,
                  const QWidget *widget);
void paintViewItem(const Theme &theme, const QStyleOptionViewItem &option, QPainter &painter,
                   const QWidget *widget);
void paintFocusRect(const Theme &theme, const QStyleOption &option, QPainter &painter,
                    const QWidget *widget);
void paintBranch(const Theme &theme, const QStyleOption &option, QPainter &painter);
void paintHeaderSection(const Theme &theme, const QStyleOption &option, QPainter &painter);
void paintHeaderLabel(const Theme &theme, const QStyleOptionHeader &option, QPainter &painter);
void paintMenuPanel(const Theme &theme, const QStyleOption &option, QPainter &painter);
void paintMenuItem(const Theme &theme, const QStyleOptionMenuItem &option, QPainter &painter);
QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents);

// style_bars.cpp
void paintScrollBar(const Theme &theme, const QStyleOptionSlider &option, QPainter &painter);
QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part);
void paintTabBarBase(const Theme &theme, const QStyleOption &option, QPainter &painter,
                     const QWidget *bar);
void paintTab(const Theme &theme, const QStyleOptionTab &option, QPainter &painter);
void paintTabLabel(const Theme &theme, const QStyleOptionTab &option, QPainter &painter);
void paintProgressGroove(const Theme &theme, const QStyleOption &option, QPainter &painter);
void paintProgressContents(const Theme &theme, const QStyleOptionProgressBar &option,
                           QPainter &painter);
void paintSplitter(const Theme &theme, const QStyleOption &option, QPainter &painter);
void paintToolTip(const Theme &theme, const QStyleOption &option, QPainter &painter);

} // namespace berth::ui::detail
