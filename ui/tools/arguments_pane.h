// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "model/validation.h"

#include <QWidget>

#include <optional>

class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QSplitter;

namespace berth::ui {

class ArgumentForm;
class Banner;
class FilePicker;
class WrappedLabel;

/// The arguments of a call, as a form and as JSON text, which are kept in step. The text is what is
/// sent; while it is broken the form waits.
class ArgumentsPane final : public QWidget
{
    Q_OBJECT
public:
    explicit ArgumentsPane(FilePicker &files, QWidget *parent = nullptr);

    /// Another tool: `draft` is its text from before, empty for what the form begins with.
    void setTool(const base::Json &schema, const QString &draft);
    void setArguments(const base::Json &arguments);
    void reset();
    /// Nothing while the text is no JSON object; then that is shown.
    std::optional<base::Json> arguments();
    /// What does not fit the schema, shown in its place. Sets the focus to the first of it.
    model::Violations check();
    QString text() const;
    /// See orderTabs().
    QWidget *orderAfter(QWidget *previous);
    ArgumentForm *form() const
    {
        return m_form;
    }
    QPlainTextEdit *editor() const
    {
        return m_text;
    }

Q_SIGNALS:
    void changed();
    void restructured();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeText();
    void followForm();
    void followText();
    void showProblem(const QString &message);
    void setText(const base::Json &arguments);

    QSplitter *m_splitter;
    QScrollArea *m_scroll;
    ArgumentForm *m_form;
    Banner *m_broken;
    QPlainTextEdit *m_text;
    WrappedLabel *m_problem;
    QPushButton *m_tidy;
    int m_divided = 0; ///< what form and text share; 0: not yet laid out
    bool m_quiet = false;
    bool m_isBroken = false;
    bool m_isChecked = false; ///< mistakes are shown and followed
};

} // namespace berth::ui
