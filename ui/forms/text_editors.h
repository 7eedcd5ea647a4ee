// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/file_picker.h"
#include "ui/forms/value_editor.h"

class QLineEdit;
class QPlainTextEdit;

namespace berth::ui {

/// An editor that can say what belongs into it while it is empty.
class PlaceholderEditor : public ValueEditor
{
    Q_OBJECT
public:
    using ValueEditor::ValueEditor;
    virtual void setPlaceholder(const QString &text) = 0;
};

/// One line: text, numbers, addresses. Wrong text stays as typed and is explained under the
/// field; keys that do nothing would leave a person puzzled.
class LineEditor : public PlaceholderEditor
{
    Q_OBJECT
public:
    LineEditor(model::EnvType type, QWidget *parent);
    ~LineEditor() override;

    QString value() const override;
    void setValue(const QString &value) override;
    void setInvalid(bool invalid) override;
    void setPlaceholder(const QString &text) override;
    QLineEdit *lineEdit() const
    {
        return m_edit;
    }

private:
    bool m_trims;
    QLineEdit *m_edit;
};

/// Several lines (format "textarea").
class TextEditor final : public PlaceholderEditor
{
    Q_OBJECT
public:
    explicit TextEditor(QWidget *parent);

    QString value() const override;
    void setValue(const QString &value) override;
    void setInvalid(bool invalid) override;
    void setPlaceholder(const QString &text) override;
    bool wantsFullWidth() const override
    {
        return true;
    }
    /// Height in lines of text.
    void setVisibleLines(int lines);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QPlainTextEdit *m_edit;
};

/// A path with a button that opens the desktop's dialog.
class PathEditor final : public LineEditor
{
    Q_OBJECT
public:
    PathEditor(FilePicker::Kind kind, FilePicker &files, QWidget *parent);
};

} // namespace berth::ui
