// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tools/argument_editor.h"

class QToolButton;
class QVBoxLayout;

namespace berth::ui {

class FormField;
class TextLabel;
class WrappedLabel;

/// A named place of the arguments: its label and mark, its editor, what is wrong with it. Large
/// optional parts, and those deep inside, are made when the person asks for them.
class ArgumentField final : public QWidget
{
    Q_OBJECT
public:
    struct Place
    {
        std::string name;
        QString label;
        base::Json schema;
        bool required = false;
        bool removable = false; ///< the person added it
        bool bare = false;      ///< without a label: what is around it says what it is
    };

    ArgumentField(const ArgumentContext &context, Place place, int depth, QWidget *parent);

    const std::string &name() const
    {
        return m_place.name;
    }
    const model::SchemaField &schemaField() const
    {
        return m_field;
    }
    bool wantsFullWidth() const;
    std::optional<base::Json> value() const;
    void setValue(const std::optional<base::Json> &value);
    void showViolations(const model::Violations &violations, const std::string &pointer);
    model::Violations unreadable(const std::string &pointer) const;
    bool hasError() const;
    void focusEditor();

Q_SIGNALS:
    void changed();
    void restructured();
    void removeRequested();

private:
    bool isLarge() const;
    bool fits(const base::Json &value) const;
    void buildSmall();
    void buildLarge();
    void addNullButton();
    void addRemoveButton();
    void open(const std::optional<base::Json> &value);
    void close();
    void adopt(ArgumentEditor *editor);
    void followNull(bool isNull);
    void setError(const QString &message);
    QString hint() const;

    const ArgumentContext &m_context;
    Place m_place;
    model::SchemaField m_field;
    int m_depth;
    ArgumentEditor *m_editor = nullptr; ///< null while a large part is left out
    FormField *m_small = nullptr;
    QVBoxLayout *m_body = nullptr; ///< of a large part
    WrappedLabel *m_error = nullptr;
    QToolButton *m_toggle = nullptr; ///< of a large part: adds or leaves out
    QToolButton *m_null = nullptr;
    TextLabel *m_absent = nullptr;
    std::optional<base::Json> m_foreign; ///< a value of another shape, until the form is used
};

} // namespace berth::ui
