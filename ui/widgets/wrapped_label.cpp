// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/wrapped_label.h"

#include <QResizeEvent>

#include <algorithm>

namespace berth::ui {

WrappedLabel::WrappedLabel(const QString &text, TextRole role, TextColor color, QWidget *parent)
    : TextLabel(text, role, color, parent)
{
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(false);
    setSizePolicy(policy);
    setMinimumWidth(1);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    fit();
}

void WrappedLabel::setWords(const QString &text)
{
    setText(text);
    fit();
}

void WrappedLabel::resizeEvent(QResizeEvent *event)
{
    TextLabel::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        fit();
    }
}

void WrappedLabel::fit()
{
    // QLabel never asks for less than its minimum, which is what was needed at the last width.
    setMinimumHeight(0);
    // -1 says there is no text to wrap.
    setFixedHeight(std::max(heightForWidth(width()), 0));
}

} // namespace berth::ui
