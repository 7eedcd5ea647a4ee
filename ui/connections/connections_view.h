// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "ui/forms/file_picker.h"
#include "ui/widgets/page.h"

#include <QFuture>
#include <QSet>
#include <QWidget>

class QListView;
class QPushButton;
class QStackedWidget;

namespace berth::ui {

class ConnectionDetail;
class ConnectionEditor;
class ConnectionListModel;
class ErrorState;
class PageHeader;

/// The page of connections: list with detail, and the editor.
class ConnectionsView final : public QWidget
{
    Q_OBJECT
public:
    ConnectionsView(const PageContext &context, ConnectionListModel &model,
                    const base::Clock &clock, FilePicker &files, QWidget *parent = nullptr);

    /// "connection:<id>" or "new".
    void open(const QString &target);
    /// Leaves the editor for the list.
    void showHome();
    /// Whose detail is shown; empty while there is none.
    QString chosenId() const;
    bool isBrowsing() const;
    ConnectionEditor *editor() const
    {
        return m_editor;
    }
    ConnectionDetail *detail() const
    {
        return m_detail;
    }
    QListView *list() const
    {
        return m_list;
    }

Q_SIGNALS:
    void chosenChanged();
    void instancesRequested(const QString &connectionId);

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

    void makeScreens();
    QWidget *makeEmpty();
    QWidget *makeBrowser();
    void makeActions();
    void connectAll();
    void show(Screen screen);
    void onModelChanged();
    void showChosen();
    void select(const QString &id);
    void startEdit();
    void confirmRemove();
    void setConnectionEnabled(bool enabled);
    /// Marks the connection as busy until the command ended, and says what went wrong.
    void follow(const QString &id, QFuture<base::Status> command, const QString &failure);

    PageContext m_context;
    ConnectionListModel &m_model;
    const base::Clock &m_clock;
    PageHeader *m_header;
    QPushButton *m_new;
    QStackedWidget *m_stack;
    ErrorState *m_failure;
    QListView *m_list;
    ConnectionDetail *m_detail;
    ConnectionEditor *m_editor;
    QSet<QString> m_busy;
    QString m_wanted; ///< to be chosen once the engine told of it
};

} // namespace berth::ui
