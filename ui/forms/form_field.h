// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace berth::ui {

class TextLabel;
class WrappedLabel;

/// One field of a form: label with required mark, the editor, a hint and an error below it. The
/// error takes the hint's place so that nothing jumps.
class FormField : public QWidget
{
    Q_OBJECT
public:
    FormField(const QString &label, QWidget *editor, QWidget *parent = nullptr);

    void setRequired(bool required);
    /// Plain text under the editor; `helpUrl` adds a link behind it.
    void setHint(const QString &hint, const QString &helpUrl = {});
    /// Empty: nothing is wrong.
    virtual void setError(const QString &message);
    bool hasError() const
    {
        return !m_error.isEmpty();
    }
    QString error() const
    {
        return m_error;
    }
    /// For a field whose place says what it is; the label stays its accessible name.
    void hideLabel();
    /// Adds a small button at the right end of the label's row.
    void addLabelButton(QToolButton *button);
    /// Adds a control below everything else.
    void addBelow(QWidget *control);

    QString label() const
    {
        return m_labelText;
    }
    QWidget *editor() const
    {
        return m_editor;
    }
    /// Sets the keyboard focus into the editor and scrolls it into sight.
    void focusEditor();

private:
    void updateHint();
    void updateAccessibility();

    QString m_labelText;
    QString m_hint;
    QString m_helpUrl;
    QString m_error;
    bool m_required = false;
    bool m_labelHidden = false;
    QWidget *m_editor;
    QHBoxLayout *m_labelRow;
    TextLabel *m_label;
    TextLabel *m_mark;
    WrappedLabel *m_message;
};

} // namespace berth::ui
