// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/connections.h"
#include "model/validation.h"

#include <QScrollArea>

#include <map>
#include <optional>
#include <set>
#include <string>

class QPushButton;
class QVBoxLayout;

namespace berth::ui {

class FilePicker;
class FormField;
class LineEditor;
class PathEditor;
class ResponsiveGrid;
class RoleChoice;
class SecretEditor;
class SegmentedControl;
class TextLabel;

/// All fields of one connection. The address is checked while it is typed; a password in it goes
/// to the field for it at once.
class ConnectionForm final : public QScrollArea
{
    Q_OBJECT
public:
    explicit ConnectionForm(FilePicker &files, QWidget *parent = nullptr);

    /// An empty id: a new one, whose secrets are not kept yet.
    void load(const model::Connection &connection);
    model::Connection connection() const;
    /// What was typed, empty for what was taken away; an untouched field is not given.
    engine::ConnectionSecrets secrets() const;
    /// Everything a test depends on, as one text without a secret's value.
    std::string reachability() const;

    /// How many fields are wrong; shows all of them, or those where the person has been.
    int validate(bool showAll);
    /// False when no field stands for the pointer.
    bool showError(const std::string &pointer, const QString &message);
    void focusFirst();
    void focusFirstInvalid();
    SecretEditor *password() const
    {
        return m_password;
    }
    RoleChoice *role() const
    {
        return m_role;
    }

Q_SIGNALS:
    void changed();

private:
    QWidget *makeBasics();
    QWidget *makeAddress();
    QWidget *makeTls();
    QWidget *makePlatform();
    QWidget *makeAdvanced();
    FormField *add(ResponsiveGrid *grid, const QString &label, QWidget *editor,
                   const std::string &pointer, const QString &hint, bool fullWidth = false);
    void loadSecret(SecretEditor *secret, const std::string &key);
    std::optional<base::Secret> given(const SecretEditor *secret) const;
    void takePasswordOut();
    void showParts();
    void touched(const std::string &pointer);
    void onChanged();
    model::Violations violations() const;

    model::Connection m_loaded;
    bool m_loading = false;
    int m_typings = 0; ///< grows with every change of a secret
    std::map<std::string, FormField *> m_fields;
    std::vector<std::string> m_order; ///< of the fields on the screen
    std::set<std::string> m_visited;
    LineEditor *m_name;
    SegmentedControl *m_mark;
    RoleChoice *m_role;
    LineEditor *m_url;
    SecretEditor *m_password;
    PathEditor *m_caFile;
    PathEditor *m_certificateFile;
    PathEditor *m_keyFile;
    LineEditor *m_platformUrl;
    SecretEditor *m_platformToken;
    LineEditor *m_lease;
    QWidget *m_tls = nullptr;
    QPushButton *m_advancedToggle = nullptr;
    QWidget *m_advanced = nullptr;
};

} // namespace berth::ui
