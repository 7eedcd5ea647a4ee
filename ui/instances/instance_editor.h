// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"

#include <QWidget>

#include <optional>

class QPushButton;

namespace berth::ui {

class Banner;
class Dialogs;
class FilePicker;
class InstanceForm;
class JsonView;
class Places;
class StatusDot;
class TextLabel;

/// Form at the left, the json_spec it makes at the right, what can be done at the bottom.
class InstanceEditor final : public QWidget
{
    Q_OBJECT
public:
    InstanceEditor(engine::EngineFacade &engine, FilePicker &files, Dialogs &dialogs,
                   const Places &places, QWidget *parent = nullptr);

    /// A new instance of a server, of an image or of a remote server, as the draft says.
    void startNew(const std::optional<model::Server> &server, const model::InstanceDraft &draft);
    void startEdit(const model::Instance &instance, const std::optional<model::Server> &server);
    /// Shows what could not be read from a pasted text at the fields it belongs to.
    void showViolations(const model::Violations &violations);
    InstanceForm *form() const
    {
        return m_form;
    }

Q_SIGNALS:
    void cancelled();
    void changeServerRequested();
    /// The instance is stored; `started`: and on its way.
    void saved(const QString &id, bool started);

private:
    QWidget *makePreview();
    QWidget *makeFooter();
    /// What secrets there are to refer to is asked anew for every form.
    void loadSecretChoices();
    void refresh();
    void save(bool start);
    /// Asks first where the instance is at a production place.
    void askAndSend(bool start);
    void send(bool start);
    void create(model::InstanceDraft draft, bool start);
    void createElsewhere(const QString &connectionId, model::InstanceDraft draft);
    void followTarget();
    void update(model::InstanceDraft draft);
    void showFailure(const base::Error &error);
    void setBusy(bool busy);
    void updateButtons();

    engine::EngineFacade &m_engine;
    Dialogs &m_dialogs;
    const Places &m_places;
    std::string m_editedId;     ///< empty: a new one is made
    std::string m_connectionId; ///< of the edited one
    bool m_busy = false;
    bool m_shown = false; ///< errors were asked for
    InstanceForm *m_form;
    JsonView *m_preview = nullptr;
    QString m_previewText;
    TextLabel *m_secretNote = nullptr;
    Banner *m_problem;
    StatusDot *m_attentionDot = nullptr;
    TextLabel *m_attention = nullptr;
    TextLabel *m_asking = nullptr;
    QPushButton *m_later = nullptr;
    QPushButton *m_run = nullptr;
};

} // namespace berth::ui
