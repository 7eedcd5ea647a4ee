// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "model/validation.h"
#include "ui/forms/secret_editor.h"

#include <QScrollArea>

#include <optional>
#include <set>

class QVBoxLayout;

namespace berth::ui {

class BasicFields;
class ContainerFields;
class EnvForm;
class FilePicker;
class GatewayFields;
class LimitFields;
class LineEditor;
class Places;
class RemoteFields;
class RunOnField;
class SpecFields;
class Switch;
class TextLabel;

/// All fields of one instance. What it reads from, it gives back: keys of the json_spec that have
/// no field here survive an edit.
class InstanceForm final : public QScrollArea
{
    Q_OBJECT
public:
    InstanceForm(FilePicker &files, const Places &places, QWidget *parent = nullptr);

    /// `server`: the definition it is made from, if any.
    void load(const std::optional<model::Server> &server, const model::InstanceDraft &draft);

    /// The engine's settings: what the limits are where none is chosen.
    void setDefaults(const base::Json &settings);
    /// The instance exists already and keeps its address.
    void setFixedSlug(const std::string &slug);

    /// Where it is to run; offered for new ones only.
    RunOnField *runOn() const
    {
        return m_runOn;
    }

    model::InstanceDraft draft() const;
    std::vector<engine::SecretInput> secrets() const;
    bool hasSecrets() const;
    /// Secrets of this machine's store that fields may refer to; offered for what runs here only.
    void setSecretChoices(std::vector<SecretChoice> choices);

    /// How many fields are wrong. Shows them all, or only where the person has been.
    int validate(bool showAll);
    /// An error of the engine or of a pasted text; false when no field stands for the pointer.
    bool showError(const std::string &pointer, const QString &message);
    void focusFirst();
    void focusFirstInvalid();
    EnvForm *environment() const
    {
        return m_environment;
    }

Q_SIGNALS:
    void changed();
    void changeServerRequested();

private:
    QWidget *makeServerHeader();
    void makeAddRow();
    void showServer();
    void addVariable();
    bool asksForImage() const;
    void orderTabs();
    void followTarget();
    void followTransport();
    void offerSecretChoices();
    void loadFreeVariables(const model::Environment &values);
    std::vector<SpecFields *> sections() const;
    model::Violations violations() const;
    int showEnvironment(const model::Violations &violations, bool showAll);

    std::optional<model::Server> m_server;
    model::InstanceDraft m_loaded;
    std::vector<SecretChoice> m_secretChoices;
    QVBoxLayout *m_layout = nullptr;
    QWidget *m_serverHeader = nullptr;
    TextLabel *m_serverName = nullptr;
    TextLabel *m_serverText = nullptr;
    RunOnField *m_runOn;
    BasicFields *m_basics;
    TextLabel *m_environmentTitle;
    EnvForm *m_environment;
    QWidget *m_addRow;
    LineEditor *m_addName = nullptr;
    Switch *m_addSecret = nullptr;
    TextLabel *m_containerTitle;
    ContainerFields *m_container;
    TextLabel *m_remoteTitle;
    RemoteFields *m_remote;
    TextLabel *m_limitsTitle;
    LimitFields *m_limits;
    TextLabel *m_gatewayTitle;
    GatewayFields *m_gateway;
};

} // namespace berth::ui
