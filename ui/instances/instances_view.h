// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/file_picker.h"
#include "ui/instances/pasted_spec.h"
#include "ui/widgets/page.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QStackedWidget;
class QTimer;

namespace berth::ui {

class DetailPanel;
class ErrorState;
class FirstStart;
class Places;
class InstanceActions;
class InstanceEditor;
class InstanceList;
class InstanceModel;
class PageHeader;
class PastePanel;
class SearchField;
class ServerChooser;

/// The page of instances: list with detail, first start, and the way to a new instance.
class InstancesView final : public QWidget
{
    Q_OBJECT
public:
    InstancesView(const PageContext &context, InstanceModel &model, const Places &places,
                  const base::Clock &clock, FilePicker &files, QWidget *parent = nullptr);

    /// "instance:<id>", "new", "new:<server id>", "paste", "place:local" or
    /// "place:<connection id>".
    void open(const QString &target);

    InstanceModel &model() const
    {
        return m_model;
    }
    InstanceList *list() const
    {
        return m_list;
    }
    DetailPanel *detail() const
    {
        return m_detail;
    }
    InstanceEditor *editor() const
    {
        return m_editor;
    }

Q_SIGNALS:
    /// Empty: a new one.
    void connectionRequested(const QString &connectionId);

private:
    enum Screen
    {
        Loading,
        Failed,
        First,
        Browse,
        Choose,
        Paste,
        Edit
    };

    void makeHeader();
    QWidget *makeBrowser();
    void makeScreens();
    void makeShortcuts();
    void connectEngine();
    void connectCreation();
    void show(Screen screen);
    /// Leaves a form or chooser for what fits the number of instances.
    void showHome();
    void updateHome();
    void onSelection();
    void onSaved(const QString &id);
    void startServer(const QString &serverId);
    void startDraft(model::InstanceDraft draft);
    void startPasted(const PastedSpec &pasted);
    void startEdit(const QString &id);
    void startCopy(const QString &id);
    std::optional<model::Server> server(const std::string &id) const;

    PageContext m_context;
    InstanceModel &m_model;
    FilePicker &m_files;
    PageHeader *m_header;
    SearchField *m_search;
    QPushButton *m_new;
    QPushButton *m_paste;
    QStackedWidget *m_stack;
    InstanceActions *m_actions;
    InstanceList *m_list;
    DetailPanel *m_detail;
    ErrorState *m_failure;
    FirstStart *m_first;
    ServerChooser *m_chooser;
    PastePanel *m_pastePanel;
    InstanceEditor *m_editor;
    QString m_wanted; ///< an instance to show once it arrives from the engine
};

} // namespace berth::ui
