// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/scroll_pane.h"

#include <QScrollArea>

namespace berth::ui {

void makeScrollPane(QScrollArea &area, QWidget *content, Ground ground)
{
    area.setFrameShape(QFrame::NoFrame);
    area.setWidgetResizable(true);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setGround(content, ground);
    setGround(area.viewport(), ground);
    area.setWidget(content);
}

} // namespace berth::ui
