// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "model/env_schema.h"
#include "model/validation.h"
#include "ui/forms/form_field.h"

#include <optional>
#include <string>
#include <vector>

namespace berth::ui {

class FilePicker;
class SecretEditor;
struct SecretChoice;
class Switch;
class ValueEditor;

/// The field of one env_schema variable.
class EnvField final : public FormField
{
    Q_OBJECT
public:
    EnvField(const model::EnvVariable &variable, FilePicker &files, bool removable,
             QWidget *parent = nullptr);

    const model::EnvVariable &variable() const
    {
        return m_variable;
    }
    bool wantsFullWidth() const;

    /// A value or a secret reference, as json_spec has it.
    void setValue(const std::string &value);
    /// What json_spec gets: the value, or the reference of a secret. Empty: not set.
    std::string environmentValue() const;
    std::optional<base::Secret> typedSecret() const;
    /// Secrets of the store that the field may refer to; nothing for plain values.
    void setSecretChoices(const std::vector<SecretChoice> &choices);

    /// Secrets are named by reference, since a value would travel to `place`; empty: values again.
    void setReferencesOnly(const QString &place);

    /// Offers to give the secret to the server as a file instead of as the variable.
    void offerFile(bool offered);
    void setAsFile(bool asFile);
    /// The switch for it; null for plain values.
    QWidget *fileSwitch() const;

    /// True when the value is fine. The message is shown when `show` or the person was here.
    bool validate(bool show);
    void setError(const QString &message) override;

Q_SIGNALS:
    void changed();
    void removeRequested();
    /// By the person, not by setAsFile().
    void asFileChosen(bool asFile);

private:
    void addRemoveButton();
    void addFileSwitch();
    void showHint();
    QString secretHint() const;
    QString rangeText() const;
    QString hintText() const;
    QString expectation(const model::Violation &violation) const;
    QString problem() const;

    model::EnvVariable m_variable;
    ValueEditor *m_value = nullptr;   ///< null for secrets
    SecretEditor *m_secret = nullptr; ///< null for plain values
    QWidget *m_delivery = nullptr;    ///< the switch and its label; null for plain values
    Switch *m_asFile = nullptr;
    QString m_referencesFor; ///< the place a value would travel to; empty: values are fine
    bool m_visited = false;
};

} // namespace berth::ui
