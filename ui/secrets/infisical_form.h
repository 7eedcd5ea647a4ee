// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "engine/facade/secrets.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QLineEdit;
class QPushButton;

namespace berth::ui {

class FormField;
class SecretEditor;
class WrappedLabel;

/// Which Infisical, and the machine identity that logs in to it.
class InfisicalForm final : public QWidget
{
    Q_OBJECT
public:
    explicit InfisicalForm(QWidget *parent = nullptr);

    /// From the settings, as they are stored.
    void load(const base::Json &settings);
    /// The settings that are not as they were loaded.
    base::Json changes() const;
    /// Both were typed, or nothing.
    std::optional<engine::InfisicalLogin> login() const;
    bool isConfigured() const;
    /// Marks the field of a settings key, or tells it at the end.
    void setError(const std::string &key, const QString &message);
    void setBusy(bool busy);
    void forgetLogin();

Q_SIGNALS:
    void saveRequested();

private:
    struct Row
    {
        std::string key;
        QLineEdit *edit;
        FormField *field;
    };

    FormField *addRow(const std::string &key, const QString &label, const QString &hint,
                      const QString &placeholder);
    void submit();
    void clearErrors();

    std::vector<Row> m_rows;
    base::Json m_loaded;
    SecretEditor *m_clientId;
    SecretEditor *m_clientSecret;
    FormField *m_secretField;
    WrappedLabel *m_error;
    QPushButton *m_save;
};

} // namespace berth::ui
