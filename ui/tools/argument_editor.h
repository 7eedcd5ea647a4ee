// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/tool_schema.h"

#include <QWidget>

#include <optional>
#include <string>

namespace berth::ui {

class FilePicker;

/// Edits the value at one place of a tool's arguments.
class ArgumentEditor : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Nothing: the place is left out.
    virtual std::optional<base::Json> value() const = 0;
    /// Takes any value, also one that does not fit, and gives it back as it was.
    virtual void setValue(const std::optional<base::Json> &value) = 0;
    /// Shows what is wrong at this place (returns false where there is no room for it) or below it.
    /// Pointers are relative to the arguments; `pointer` is this place.
    virtual void showViolations(const model::Violations &violations,
                                const std::string &pointer) = 0;
    /// What was typed and is no value at all; stands in the way of value().
    virtual model::Violations unreadable(const std::string &pointer) const
    {
        Q_UNUSED(pointer)
        return {};
    }
    /// Shows its own mistakes itself instead of leaving them to the field around it.
    virtual bool isContainer() const
    {
        return false;
    }
    virtual bool wantsFullWidth() const
    {
        return isContainer();
    }

Q_SIGNALS:
    void changed();
    /// Fields came or went: the keyboard order is to be made anew.
    void restructured();
};

/// What editors need to make others for the parts of their value. Outlives them.
struct ArgumentContext
{
    const model::ToolSchema &schema;
    FilePicker &files;
};

/// The editor for a place. `depth`: how deep inside the arguments it stands.
ArgumentEditor *makeArgumentEditor(const ArgumentContext &context, const model::SchemaField &field,
                                   bool required, const QString &name, int depth, QWidget *parent);

} // namespace berth::ui
