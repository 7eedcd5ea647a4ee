// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/validation.h"

#include <QWidget>

#include <map>
#include <string>

class QComboBox;

namespace berth::ui {

class FormField;
class LineEditor;
class ResponsiveGrid;
class Switch;
class TextEditor;
class ValueEditor;

/// All there is to say about one variable of an env_schema.
class VariableForm final : public QWidget
{
    Q_OBJECT
public:
    explicit VariableForm(QWidget *parent = nullptr);

    void load(const model::EnvVariable &variable);
    model::EnvVariable variable() const;
    /// Pointers relative to the variable: "/name". Replaces what was shown before.
    void showViolations(const model::Violations &violations);
    void focusName();

Q_SIGNALS:
    /// By the person, not by load().
    void changed();

private:
    void add(ResponsiveGrid *grid, const QString &label, ValueEditor *editor,
             const std::string &pointer, const QString &hint = {});
    QWidget *makeFlags();
    void updateVisibility();

    std::map<std::string, FormField *> m_fields;
    LineEditor *m_name;
    ValueEditor *m_type;
    Switch *m_required;
    Switch *m_secret;
    Switch *m_lines;
    LineEditor *m_default;
    LineEditor *m_description;
    TextEditor *m_choices;
    LineEditor *m_minimum;
    LineEditor *m_maximum;
    LineEditor *m_pattern;
    LineEditor *m_placeholder;
    LineEditor *m_help;
    std::string m_format; ///< a format other than "textarea", kept as it is
    bool m_loading = false;
};

} // namespace berth::ui
