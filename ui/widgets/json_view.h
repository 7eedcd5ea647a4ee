// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace berth::ui {

class JsonHighlighter;

/// JSON to read and copy: fixed pitch, keys in the accent colour, hanging indent when wrapped.
/// Keeps the scroll position when the text changes.
class JsonView final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit JsonView(const QString &accessibleName, QWidget *parent = nullptr);

    /// UTF-8 text as base::toPrettyText() makes it.
    void setJson(const QString &prettyText);
    /// Something else, in one colour: a command, TOML.
    void setOther(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setWords(const QString &text, bool isJson);

    JsonHighlighter *m_highlighter;
};

} // namespace berth::ui
