// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "model/env_schema.h"
#include "model/json_spec.h"
#include "model/secret_ref.h"
#include "ui/forms/secret_editor.h"

#include <QWidget>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace berth::ui {

class EnvField;
class FilePicker;
class ResponsiveGrid;

/// A form made from an env_schema: one field per variable with the widget that fits its type.
/// Plain values and secrets leave it separately; environment() holds references for secrets and
/// never a value.
class EnvForm final : public QWidget
{
    Q_OBJECT
public:
    explicit EnvForm(FilePicker &files, QWidget *parent = nullptr);

    /// Builds the fields anew and fills in the defaults.
    void setSchema(const model::EnvSchema &schema);
    /// One more variable that the schema does not name; the person can take it away again.
    EnvField *addVariable(const model::EnvVariable &variable);
    /// The variables of the form now, those added by hand included.
    model::EnvSchema schema() const;

    /// Fills in the values an instance has. References show as "set, unchanged"; names that the
    /// schema does not know get a field of their own.
    void setEnvironment(const model::Environment &environment);
    /// Values as json_spec keeps them: empty ones left out, secrets as references.
    model::Environment environment() const;
    /// Names of the variables whose secret is given to the server as a file; nothing where that
    /// is no choice, as for headers. Names without a field are kept.
    void setSecretFiles(std::optional<std::set<std::string>> names);
    std::set<std::string> secretFiles() const;
    /// What was typed into secret fields; belongs into the secret store and nowhere else.
    std::vector<engine::SecretInput> secrets() const;

    /// Secrets are named by reference, since values would travel to `place`; empty: values again.
    void setReferencesOnly(const QString &place);
    /// Secrets of the store that fields may refer to.
    void setSecretChoices(std::vector<SecretChoice> choices);

    /// Checks every field against its variable and shows what is wrong where `showAll` or the
    /// person has been there already. Returns how many fields are wrong.
    int validate(bool showAll);
    /// An error from elsewhere for the variable of that name; false when there is no such field.
    bool showError(const QString &name, const QString &message);
    /// False when nothing is wrong.
    bool focusFirstInvalid();
    /// Puts the fields into the keyboard order behind `previous`: they are made later than what
    /// follows them on the screen.
    void orderAfter(QWidget *previous);
    bool isEmpty() const
    {
        return m_fields.empty();
    }
    EnvField *field(const QString &name) const;

Q_SIGNALS:
    /// A value changed; the preview follows.
    void changed();

private:
    EnvField *append(const model::EnvVariable &variable, bool removable);
    void remove(EnvField *field);
    void showDelivery(EnvField *field) const;
    void chooseDelivery(const std::string &name, bool asFile);

    FilePicker &m_files;
    ResponsiveGrid *m_grid;
    std::vector<EnvField *> m_fields;
    QString m_referencesFor;
    std::optional<std::set<std::string>> m_secretFiles;
    std::vector<SecretChoice> m_choices;
};

} // namespace berth::ui
