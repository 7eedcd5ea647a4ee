// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/switch_label.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMouseEvent>

namespace berth::ui {
namespace {

class ClickThrough final : public QObject
{
public:
    ClickThrough(QLabel *label, QAbstractButton *control)
        : QObject(control)
        , m_control(control)
    {
        label->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::MouseButtonPress &&
            static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton) {
            m_control->click();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QAbstractButton *m_control;
};

} // namespace

void clickThrough(QLabel *label, QAbstractButton *control)
{
    label->setBuddy(control);
    new ClickThrough(label, control);
}

} // namespace berth::ui
