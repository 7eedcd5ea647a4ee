// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/berth_style.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/typography.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitterHandle>
#include <QStyleOption>
#include <QTabBar>
#include <QTextEdit>
#include <QToolButton>

namespace berth::ui {
namespace detail {

PainterScope::PainterScope(QPainter &painter)
    : m_painter(painter)
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
}

PainterScope::~PainterScope()
{
    m_painter.restore();
}

bool isEnabled(const QStyleOption &option)
{
    return (option.state & QStyle::State_Enabled) != 0;
}

bool isHovered(const QStyleOption &option)
{
    return (option.state & QStyle::State_MouseOver) != 0;
}

bool isPressed(const QStyleOption &option)
{
    return (option.state & QStyle::State_Sunken) != 0;
}

bool hasKeyboardFocus(const QStyleOption &option)
{
    return (option.state & QStyle::State_HasFocus) != 0 &&
           (option.state & QStyle::State_KeyboardFocusChange) != 0;
}

void paintRounded(QPainter &painter, const QRectF &rect, double radius, const QBrush &fill,
                  const QColor &stroke, double strokeWidth)
{
    const bool stroked = stroke.alpha() > 0;
    const double inset = stroked ? strokeWidth / 2 : 0;
    painter.setPen(stroked ? QPen(stroke, strokeWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset,
                            radius - inset);
}

void paintFocusRing(QPainter &painter, const QRectF &rect, double radius, const Theme &theme)
{
    // A line of the surface inside the ring keeps it visible on filled buttons too.
    paintRounded(painter, rect, radius, Qt::NoBrush, theme.accentHover, 2);
    paintRounded(painter, rect.adjusted(2, 2, -2, -2), radius - 2, Qt::NoBrush, theme.surface, 1);
}

} // namespace detail

using namespace detail;

namespace {

constexpr int fieldPadding = 8;

bool isField(const QWidget *widget)
{
    return qobject_cast<const QTextEdit *>(widget) != nullptr ||
           qobject_cast<const QPlainTextEdit *>(widget) != nullptr;
}

int controlHeight(const QWidget *widget)
{
    return isSmall(widget) ? metrics::controlSmall : metrics::control;
}

QSize pushButtonSize(const QStyleOptionButton &option, const QWidget *widget)
{
    const int iconWidth = option.icon.isNull() ? 0 : metrics::iconSmall;
    const int textWidth = option.text.isEmpty()
                              ? 0
                              : option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const int gap = iconWidth > 0 && textWidth > 0 ? 6 : 0;
    const int menu = option.features.testFlag(QStyleOptionButton::HasMenu) ? 18 : 0;
    if (buttonRole(widget) == ButtonRole::Link) {
        return {iconWidth + gap + textWidth + 8, option.fontMetrics.height() + 2};
    }
    const int padding = isSmall(widget) ? 10 : 14;
    return {iconWidth + gap + textWidth + menu + 2 * padding, controlHeight(widget)};
}

QSize toolButtonSize(const QStyleOptionToolButton &option, const QWidget *widget)
{
    const int height = controlHeight(widget);
    if (option.toolButtonStyle == Qt::ToolButtonIconOnly || option.text.isEmpty()) {
        return {height, height};
    }
    const int icon = option.icon.isNull() ? 0 : metrics::icon + 7;
    return {option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width() + icon + 20, height};
}

int frameWidth(const QWidget *widget)
{
    if (isChoicePopup(widget)) {
        return metrics::space4;
    }
    if (isField(widget)) {
        return 4; // the text area is square and must not cover the frame's round corners
    }
    return qobject_cast<const QLineEdit *>(widget) != nullptr ||
                   qobject_cast<const QComboBox *>(widget) != nullptr
               ? 1
               : 0;
}

QRect headerLabelRect(const QStyleOption &option, const QWidget *widget)
{
    int left = metrics::space8;
    int right = metrics::space8;
    if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option)) {
        const auto position = header->position;
        const bool only = position == QStyleOptionHeader::OnlyOneSection;
        left = only || position == QStyleOptionHeader::Beginning ? headerInsetFirst(widget) : left;
        right = only || position == QStyleOptionHeader::End ? headerInsetLast(widget) : right;
    }
    return option.rect.adjusted(left, 0, -right, -1);
}

} // namespace

BerthStyle::BerthStyle(const Theme &theme)
    : QProxyStyle(QStringLiteral("Fusion"))
    , m_theme(theme)
{}

void BerthStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) != nullptr ||
        qobject_cast<QLineEdit *>(widget) != nullptr || takesWheel(widget) ||
        qobject_cast<QScrollBar *>(widget) != nullptr || isField(widget) ||
        qobject_cast<QTabBar *>(widget) != nullptr ||
        qobject_cast<QSplitterHandle *>(widget) != nullptr) {
        widget->setAttribute(Qt::WA_Hover);
    }
    if (takesWheel(widget)) {
        widget->installEventFilter(this);
    }
    if (qobject_cast<QPushButton *>(widget) != nullptr && !widget->testAttribute(Qt::WA_SetFont)) {
        widget->setFont(textFont(TextRole::BodyStrong));
    }
    if (auto *menu = qobject_cast<QMenu *>(widget)) {
        // Rounded corners need what is behind them.
        menu->setAttribute(Qt::WA_TranslucentBackground);
        menu->setWindowFlag(Qt::FramelessWindowHint);
        menu->setWindowFlag(Qt::NoDropShadowWindowHint);
    }
}

/// The wheel scrolls the page; it must not choose something on its way.
bool BerthStyle::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel) {
        event->ignore(); // goes on to the parent
        return true;
    }
    return QProxyStyle::eventFilter(watched, event);
}

void BerthStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const
{
    if (!drawFrame(element, *option, *painter, widget) &&
        !drawIndicator(element, *option, *painter, widget) &&
        !drawItemView(element, *option, *painter, widget)) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

bool BerthStyle::drawFrame(PrimitiveElement element, const QStyleOption &option, QPainter &painter,
                           const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&option);
            frame != nullptr && frame->lineWidth > 0) {
            paintFieldFrame(m_theme, option, painter, widget);
        }
        return true;
    case PE_Frame:
        if (isField(widget)) {
            paintFieldFrame(m_theme, option, painter, widget);
        } else if (isChoicePopup(widget)) {
            paintChoicePopup(m_theme, option, painter);
        }
        return true;
    case PE_FrameTabBarBase:
        paintTabBarBase(m_theme, option, painter, widget);
        return true;
    case PE_FrameFocusRect:
        paintFocusRect(m_theme, option, painter, widget);
        return true;
    case PE_PanelMenu:
        paintMenuPanel(m_theme, option, painter);
        return true;
    case PE_PanelTipLabel:
        paintToolTip(m_theme, option, painter);
        return true;
    case PE_FrameLineEdit:
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_FrameTabWidget:
    case PE_FrameMenu:
    case PE_PanelStatusBar:
        return true; // no frame
    default:
        return false;
    }
}

bool BerthStyle::drawIndicator(PrimitiveElement element, const QStyleOption &option,
                               QPainter &painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option)) {
            paintButtonBevel(m_theme, *button, painter, widget);
        }
        return true;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckIndicator(m_theme, option, painter);
        return true;
    case PE_IndicatorRadioButton:
        paintRadioIndicator(m_theme, option, painter);
        return true;
    case PE_IndicatorBranch:
        paintBranch(m_theme, option, painter);
        return true;
    case PE_IndicatorHeaderArrow:
        return true; // beside the label, see paintHeaderLabel()
    default:
        return false;
    }
}

bool BerthStyle::drawItemView(PrimitiveElement element, const QStyleOption &option,
                              QPainter &painter, const QWidget *widget) const
{
    if (element != PE_PanelItemViewRow && element != PE_PanelItemViewItem) {
        return false;
    }
    if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&option)) {
        if (element == PE_PanelItemViewRow) {
            paintViewRow(m_theme, *item, painter, widget);
        } else {
            paintViewItem(m_theme, *item, painter, widget);
        }
    }
    return true;
}

void BerthStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    if (!drawButton(element, *option, *painter, widget) &&
        !drawHeader(element, *option, *painter, widget) && !drawBar(element, *option, *painter)) {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

bool BerthStyle::drawButton(ControlElement element, const QStyleOption &option, QPainter &painter,
                            const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const bool bevel = element == CE_PushButtonBevel || element == CE_PushButton;
    const bool label = element == CE_PushButtonLabel || element == CE_PushButton;
    if (button == nullptr || !(bevel || label)) {
        return false;
    }
    if (bevel) {
        paintButtonBevel(m_theme, *button, painter, widget);
    }
    if (label) {
        paintButtonLabel(m_theme, *button, painter, widget);
    }
    return true;
}

bool BerthStyle::drawHeader(ControlElement element, const QStyleOption &option, QPainter &painter,
                            const QWidget *widget) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    switch (element) {
    case CE_Header:
        paintHeaderSection(m_theme, option, painter);
        if (header != nullptr) {
            QStyleOptionHeader label(*header);
            label.rect = subElementRect(SE_HeaderLabel, &option, widget);
            paintHeaderLabel(m_theme, label, painter);
        }
        return true;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        paintHeaderSection(m_theme, option, painter);
        return true;
    case CE_HeaderLabel:
        if (header != nullptr) {
            paintHeaderLabel(m_theme, *header, painter);
        }
        return true;
    default:
        return false;
    }
}

bool BerthStyle::drawBar(ControlElement element, const QStyleOption &option,
                         QPainter &painter) const
{
    switch (element) {
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(&option)) {
            paintTab(m_theme, *tab, painter);
        }
        return true;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(&option)) {
            paintTabLabel(m_theme, *tab, painter);
        }
        return true;
    case CE_ProgressBarGroove:
        paintProgressGroove(m_theme, option, painter);
        return true;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(&option)) {
            paintProgressContents(m_theme, *bar, painter);
        }
        return true;
    case CE_Splitter:
        paintSplitter(m_theme, option, painter);
        return true;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option)) {
            paintMenuItem(m_theme, *item, painter);
        }
        return true;
    case CE_ProgressBarLabel: // words stand beside the bar
    case CE_MenuEmptyArea:
    case CE_ScrollBarAddLine:
    case CE_ScrollBarSubLine:
        return true;
    default:
        return false;
    }
}

void BerthStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                    QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            return paintComboBox(m_theme, *combo, *painter, widget);
        }
        break;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            return paintSpinBox(m_theme, *spin, *painter, widget);
        }
        break;
    case CC_ScrollBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            return paintScrollBar(m_theme, *bar, *painter);
        }
        break;
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            return paintToolButton(m_theme, *button, *painter, widget);
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize BerthStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            return pushButtonSize(*button, widget);
        }
        break;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            return toolButtonSize(*button, widget);
        }
        break;
    case CT_LineEdit:
        return {size.width() + 2 * fieldPadding, controlHeight(widget)};
    case CT_ComboBox:
        return {size.width() + 46, controlHeight(widget)};
    case CT_SpinBox:
        return {size.width() + 40, controlHeight(widget)};
    case CT_TabBarTab:
        return {size.width(), 40};
    case CT_HeaderSection:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width() +
                    2 * metrics::space8,
                metrics::tableHeaderHeight};
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            return menuItemSize(*item, size);
        }
        break;
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), qMax(base.height(), metrics::rowOneLine)};
    }
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect BerthStyle::subElementRect(SubElement element, const QStyleOption *option,
                                 const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame != nullptr && frame->lineWidth > 0) {
            return option->rect.adjusted(fieldPadding, 1, -fieldPadding, -1);
        }
        return option->rect.adjusted(6, 0, -2, 0);
    case SE_HeaderLabel:
        return headerLabelRect(*option, widget);
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
    case SE_PushButtonFocusRect:
    case SE_PushButtonContents:
    case SE_ItemViewItemFocusRect:
        return option->rect;
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect BerthStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                 SubControl subControl, const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            return comboBoxPart(*combo, subControl);
        }
        break;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            return spinBoxPart(*spin, subControl);
        }
        break;
    case CC_ScrollBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            return scrollBarPart(*bar, subControl);
        }
        break;
    default:
        break;
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

int BerthStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                            const QWidget *widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
        return frameWidth(widget);
    case PM_ScrollBarExtent:
        return metrics::scrollBar;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return metrics::space8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return metrics::iconSmall;
    case PM_MenuPanelWidth:
    case PM_MenuHMargin:
        return 0;
    case PM_MenuVMargin:
        return metrics::space4;
    case PM_FocusFrameHMargin:
        return isInChoicePopup(widget) ? choicePopupMargin
                                       : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_SplitterWidth:
        return 1; // Qt widens what can be grabbed to five pixels
    case PM_TabBarTabHSpace:
        return 2 * metrics::tabPadding;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_HeaderDefaultSectionSizeVertical:
        return metrics::rowOneLine;
    case PM_ToolTipLabelFrameWidth:
        return 5;
    case PM_TreeViewIndentation:
        return metrics::space20;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return metrics::space8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int BerthStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration:
        return m_reduceMotion ? 0 : metrics::motion;
    case SH_Menu_Mask:
    case SH_ToolTip_Mask:
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_ItemView_ShowDecorationSelected:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return hint == SH_ItemView_ShowDecorationSelected || hint == SH_UnderlineShortcut ? 1 : 0;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_ItemView_ArrowKeysNavigateIntoChildren:
    case SH_Menu_MouseTracking:
    case SH_ComboBox_ListMouseTracking:
    case SH_ScrollView_FrameOnlyAroundContents:
        return hint == SH_ScrollView_FrameOnlyAroundContents ? 0 : 1;
    case SH_Table_GridLineColor:
        return static_cast<int>(m_theme.stroke.rgb());
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QIcon BerthStyle::standardIcon(StandardPixmap icon, const QStyleOption *option,
                               const QWidget *widget) const
{
    switch (icon) {
    case SP_LineEditClearButton:
        return themedIcon(Icon::Close);
    case SP_TitleBarCloseButton:
    case SP_DialogCloseButton:
        return themedIcon(Icon::Close);
    case SP_DirIcon:
    case SP_DirClosedIcon:
    case SP_DirOpenIcon:
        return themedIcon(Icon::Folder);
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

} // namespace berth::ui
