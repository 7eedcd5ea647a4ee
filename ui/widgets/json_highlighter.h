// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QSyntaxHighlighter>
#include <QTextCharFormat>

namespace berth::ui {

/// Colours keys, secret references and literals of JSON text, line by line.
class JsonHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    JsonHighlighter(QTextDocument *document, const Theme &theme);
    void setTheme(const Theme &theme);

protected:
    void highlightBlock(const QString &text) override;

private:
    void highlightString(const QString &text, int start, int end);

    QTextCharFormat m_key;
    QTextCharFormat m_literal;
    QTextCharFormat m_reference;
};

} // namespace berth::ui
