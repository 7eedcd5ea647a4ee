// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/text_label.h"

namespace berth::ui {

/// Text over several lines that asks for exactly the height it needs at its width. Qt's own
/// height-for-width is lost in nested layouts inside a scroll area, where fields would be squeezed.
class WrappedLabel final : public TextLabel
{
    Q_OBJECT
public:
    WrappedLabel(const QString &text, TextRole role, TextColor color = TextColor::Text,
                 QWidget *parent = nullptr);

    void setWords(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
};

} // namespace berth::ui
