// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/roles.h"

#include "ui/theme/metrics.h"
#include "ui/theme/typography.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QLayout>
#include <QPushButton>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace berth::ui {
namespace {

constexpr const char *roleProperty = "berthButtonRole";
constexpr const char *smallProperty = "berthSmall";
constexpr const char *invalidProperty = "berthInvalid";
constexpr const char *insetFirstProperty = "berthInsetFirst";
constexpr const char *insetLastProperty = "berthInsetLast";

bool isSet(const QWidget *widget, const char *property)
{
    return widget != nullptr && widget->property(property).toBool();
}

int inset(const QWidget *widget, const char *property)
{
    const QVariant value = widget != nullptr ? widget->property(property) : QVariant();
    return value.isValid() ? value.toInt() : metrics::space8;
}

} // namespace

void setButtonRole(QAbstractButton *button, ButtonRole role)
{
    button->setProperty(roleProperty, static_cast<int>(role));
    button->updateGeometry();
    button->update();
}

ButtonRole buttonRole(const QWidget *button)
{
    return button == nullptr ? ButtonRole::Secondary
                             : static_cast<ButtonRole>(button->property(roleProperty).toInt());
}

void setSmall(QWidget *control, bool small)
{
    control->setProperty(smallProperty, small);
    const bool button = qobject_cast<const QPushButton *>(control) != nullptr;
    QFont font = textFont(button ? TextRole::BodyStrong : TextRole::Body);
    font.setPixelSize(small ? 12 : 13);
    control->setFont(font);
    control->updateGeometry();
    control->update();
}

bool isSmall(const QWidget *control)
{
    return isSet(control, smallProperty);
}

void setInvalid(QWidget *field, bool invalid)
{
    field->setProperty(invalidProperty, invalid);
    field->update();
}

bool isInvalid(const QWidget *field)
{
    return isSet(field, invalidProperty);
}

bool showsKeyboardFocus(const QWidget &widget)
{
    return widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

void setHeaderInsets(QHeaderView *header, int first, int last)
{
    header->setProperty(insetFirstProperty, first);
    header->setProperty(insetLastProperty, last);
    header->viewport()->update();
}

int headerInsetFirst(const QWidget *header)
{
    return inset(header, insetFirstProperty);
}

int headerInsetLast(const QWidget *header)
{
    return inset(header, insetLastProperty);
}

void setGround(QWidget *widget, Ground ground)
{
    switch (ground) {
    case Ground::Background:
        widget->setBackgroundRole(QPalette::Window);
        break;
    case Ground::Surface:
        widget->setBackgroundRole(QPalette::Base);
        break;
    case Ground::Subtle:
        widget->setBackgroundRole(QPalette::AlternateBase);
        break;
    }
    widget->setAutoFillBackground(true);
}

void makeTight(QLayout *layout)
{
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
}

} // namespace berth::ui
