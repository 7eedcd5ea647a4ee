// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/instances/pasted_spec.h"

#include <QWidget>

class QPlainTextEdit;

namespace berth::ui {

class Banner;

/// Takes a configuration as text.
class PastePanel final : public QWidget
{
    Q_OBJECT
public:
    explicit PastePanel(QWidget *parent = nullptr);

    /// Empties it; takes the clipboard's text where that is a JSON object.
    void begin();
    QPlainTextEdit *editor() const
    {
        return m_text;
    }

Q_SIGNALS:
    void accepted(const berth::ui::PastedSpec &pasted);
    void cancelled();

private:
    void read();

    QPlainTextEdit *m_text;
    Banner *m_problem;
};

} // namespace berth::ui
