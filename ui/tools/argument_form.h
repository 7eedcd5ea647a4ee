// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tools/argument_editor.h"

#include <QWidget>

#include <memory>

namespace berth::ui {

class WrappedLabel;

/// A form made from a JSON Schema object: a tool's inputSchema, or what a server asks a person.
class ArgumentForm final : public QWidget
{
    Q_OBJECT
public:
    explicit ArgumentForm(FilePicker &files, QWidget *parent = nullptr);
    ~ArgumentForm() override;

    /// Builds the fields anew, filled with what the schema has as defaults.
    void setSchema(const base::Json &schema);
    base::Json value() const;
    /// Does not say changed().
    void setValue(const base::Json &arguments);
    /// The value with which a form begins.
    base::Json startValue() const;

    /// Everything that is wrong with the value, or with what was typed; shows it with `show`.
    model::Violations check(bool show);
    /// Shows what is wrong with a value that stands elsewhere.
    model::Violations checkValue(const base::Json &arguments);
    void clearViolations();
    bool focusFirstInvalid();
    /// See orderTabs().
    QWidget *orderAfter(QWidget *previous);

Q_SIGNALS:
    void changed();
    void restructured();

private:
    void mark(const model::Violations &violations);

    struct Schema;

    FilePicker &m_files;
    std::unique_ptr<Schema> m_schema;
    ArgumentEditor *m_editor = nullptr;
    WrappedLabel *m_note;
    WrappedLabel *m_problem;
    bool m_quiet = false;
};

} // namespace berth::ui
