// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "model/validation.h"

#include <QWidget>

#include <string>
#include <vector>

class QComboBox;

namespace berth::ui {

class FilePicker;
class FormField;
class LineEditor;
class PathEditor;
class ResponsiveGrid;
class SecretEditor;
struct SecretChoice;
class SegmentEditor;
class TextEditor;
class ValueEditor;

/// A part of the instance form: writes its values into a json_spec and shows what is wrong with
/// them at the field a JSON pointer names.
class SpecFields : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void load(const model::JsonSpec &spec) = 0;
    virtual void store(model::JsonSpec &spec) const = 0;

    /// Shows the violations that belong here, where `showAll` or the person has been there
    /// already. Errors that came from elsewhere stay until their field changes.
    void showViolations(const model::Violations &violations, bool showAll);
    /// False when no field here stands for that pointer.
    virtual bool showError(const std::string &pointer, const QString &message);
    bool owns(const std::string &pointer) const;
    bool hasExternalError() const;
    bool focusFirstInvalid();

Q_SIGNALS:
    void changed();

protected:
    FormField *addField(ResponsiveGrid *grid, const QString &label, ValueEditor *editor,
                        const std::string &pointer);
    FormField *addField(ResponsiveGrid *grid, const QString &label, SecretEditor *editor,
                        const std::string &pointer);

private:
    struct Entry
    {
        std::string pointer;
        FormField *field;
        QWidget *editor;
        bool visited = false;
        QString external;
    };

    Entry *entryFor(const std::string &pointer);
    Entry *entryFor(const QWidget *editor);
    FormField *addEntry(ResponsiveGrid *grid, const QString &label, QWidget *editor,
                        const std::string &pointer);
    void touched(const QWidget *editor);
    static void show(Entry &entry, const QString &message);

    std::vector<Entry> m_entries;
};

/// Image and how to talk to what runs in it.
class ContainerFields final : public SpecFields
{
    Q_OBJECT
public:
    explicit ContainerFields(QWidget *parent = nullptr);
    /// The last control in keyboard order.
    QWidget *lastControl() const;
    model::Transport transport() const;
    void load(const model::JsonSpec &spec) override;
    void store(model::JsonSpec &spec) const override;

private:
    void followTransport();

    LineEditor *m_image;
    SegmentEditor *m_transport;
    LineEditor *m_port;
    LineEditor *m_path;
    FormField *m_portField;
    FormField *m_pathField;
    TextEditor *m_command;
};

/// Endpoint, token and certificate authority of a server that runs elsewhere.
class RemoteFields final : public SpecFields
{
    Q_OBJECT
public:
    explicit RemoteFields(FilePicker &files, QWidget *parent = nullptr);
    void load(const model::JsonSpec &spec) override;
    void store(model::JsonSpec &spec) const override;
    std::vector<engine::SecretInput> secrets() const;
    /// The token is named by reference, since a value would travel to `place`.
    void setReferencesOnly(const QString &place);
    /// What is wrong with the token then.
    model::Violations tokenViolations() const;
    void setSecretChoices(const std::vector<SecretChoice> &choices);

private:
    LineEditor *m_endpoint;
    SecretEditor *m_token;
    FormField *m_tokenField;
    PathEditor *m_caFile;
    FormField *m_caFileField;
    QString m_referencesFor;
};

/// Memory, CPU, processes and network as plain choices.
class LimitFields final : public SpecFields
{
    Q_OBJECT
public:
    explicit LimitFields(QWidget *parent = nullptr);
    /// What "Default" means, from the engine's settings ("defaults.memory_limit" …).
    void setDefaults(const base::Json &settings);
    void load(const model::JsonSpec &spec) override;
    void store(model::JsonSpec &spec) const override;

private:
    class Choice;

    Choice *m_memory;
    Choice *m_cpu;
    Choice *m_pids;
    Choice *m_network;
    FormField *m_networkField;
};

} // namespace berth::ui
