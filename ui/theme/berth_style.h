// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QProxyStyle>

class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;

namespace berth::ui {

/// Paints the standard widgets from the theme. There is no style sheet anywhere in Berth: Qt
/// bypasses a proxy style where one sets a border (docs/adr).
class BerthStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    explicit BerthStyle(const Theme &theme);

    const Theme &theme() const
    {
        return m_theme;
    }
    void setTheme(const Theme &theme)
    {
        m_theme = theme;
    }
    bool reduceMotion() const
    {
        return m_reduceMotion;
    }
    void setReduceMotion(bool reduce)
    {
        m_reduceMotion = reduce;
    }

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                         SubControl subControl, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption *option,
                       const QWidget *widget) const override;

private:
    // Each paints what it knows and says whether it did.
    bool drawFrame(PrimitiveElement element, const QStyleOption &option, QPainter &painter,
                   const QWidget *widget) const;
    bool drawIndicator(PrimitiveElement element, const QStyleOption &option, QPainter &painter,
                       const QWidget *widget) const;
    bool drawItemView(PrimitiveElement element, const QStyleOption &option, QPainter &painter,
                      const QWidget *widget) const;
    bool drawButton(ControlElement element, const QStyleOption &option, QPainter &painter,
                    const QWidget *widget) const;
    bool drawHeader(ControlElement element, const QStyleOption &option, QPainter &painter,
                    const QWidget *widget) const;
    bool drawBar(ControlElement element, const QStyleOption &option, QPainter &painter) const;

    Theme m_theme;
    bool m_reduceMotion = false;
};

} // namespace berth::ui
