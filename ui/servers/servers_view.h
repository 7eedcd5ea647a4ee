// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/file_picker.h"
#include "ui/widgets/page.h"

#include <QWidget>

class QAction;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;

namespace berth::ui {

class EmptyState;
class ErrorState;
class PageHeader;
class SearchField;
class ServerDetail;
class ServerEditor;
class ServerListModel;

/// The page of server definitions: list with detail, and the editor.
class ServersView final : public QWidget
{
    Q_OBJECT
public:
    ServersView(const PageContext &context, ServerListModel &model, FilePicker &files,
                QWidget *parent = nullptr);

    /// "server:<id>" or "new".
    void open(const QString &target);
    ServerEditor *editor() const
    {
        return m_editor;
    }
    QListView *list() const
    {
        return m_list;
    }

Q_SIGNALS:
    void newInstanceRequested(const QString &serverId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum Screen
    {
        Loading,
        Failed,
        Empty,
        Browse,
        Edit
    };

    void makeHeader();
    QWidget *makeBrowser();
    void makeActions();
    void connectAll();
    void show(Screen screen);
    void showHome();
    void onModelChanged();
    void showChosen();
    void select(const QString &id);
    void startEdit();
    void confirmRemove();
    QString chosenId() const;

    PageContext m_context;
    ServerListModel &m_model;
    QSortFilterProxyModel *m_filter;
    PageHeader *m_header;
    SearchField *m_search;
    QPushButton *m_new;
    QStackedWidget *m_stack;
    ErrorState *m_failure;
    EmptyState *m_empty;
    QListView *m_list;
    ServerDetail *m_detail;
    ServerEditor *m_editor;
    QString m_wanted; ///< to be chosen once the engine told of it
};

} // namespace berth::ui
