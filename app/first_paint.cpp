// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "first_paint.h"

#include <QEvent>
#include <QWidget>

#include <cstdio>

namespace berth::app {

namespace {

class PaintReporter final : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            // After this event the window's whole tree has been painted.
            QMetaObject::invokeMethod(
                this,
                [this] {
                    std::puts("painted");
                    std::fflush(stdout);
                    deleteLater();
                },
                Qt::QueuedConnection);
        }
        return false;
    }
};

} // namespace

void reportFirstPaint(QWidget &window)
{
    if (qEnvironmentVariableIsSet("BERTH_REPORT_FIRST_PAINT")) {
        window.installEventFilter(new PaintReporter(&window));
    }
}

} // namespace berth::app
