// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tools/argument_editor.h"

class QPlainTextEdit;

namespace berth::ui {

class ValueEditor;

/// A text, number, switch or choice, in one of the editors of ui/forms.
class ScalarEditor final : public ArgumentEditor
{
    Q_OBJECT
public:
    ScalarEditor(const ArgumentContext &context, const model::SchemaField &field, bool required,
                 const QString &name, QWidget *parent);

    std::optional<base::Json> value() const override;
    void setValue(const std::optional<base::Json> &value) override;
    void showViolations(const model::Violations &violations, const std::string &pointer) override;
    bool wantsFullWidth() const override;

private:
    std::optional<base::Json> typedValue() const;
    QString textFor(const base::Json &value) const;

    model::SchemaField m_field;
    ValueEditor *m_editor;
    std::optional<base::Json> m_kept; ///< given from outside, as long as nobody changed its text
    QString m_keptText;
};

/// A value that the schema does not let Berth draw, as JSON text.
class JsonEditor final : public ArgumentEditor
{
    Q_OBJECT
public:
    JsonEditor(const model::SchemaField &field, const QString &name, QWidget *parent);

    std::optional<base::Json> value() const override;
    void setValue(const std::optional<base::Json> &value) override;
    void showViolations(const model::Violations &violations, const std::string &pointer) override;
    model::Violations unreadable(const std::string &pointer) const override;
    bool wantsFullWidth() const override
    {
        return true;
    }

private:
    QPlainTextEdit *m_text;
};

} // namespace berth::ui
