// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "engine/facade/callers.h"
#include "engine/facade/groups.h"
#include "ui/widgets/page.h"

#include <QFuture>
#include <QWidget>

#include <optional>

class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace berth::ui {

class ClientForm;
class ErrorState;
class PageHeader;
class TokenPanel;

/// The page of clients: the list, the form, and a token right after it was made.
class ClientsView final : public QWidget
{
    Q_OBJECT
public:
    /// `clock` and `groups` outlive the view.
    ClientsView(const PageContext &context, const base::Clock &clock,
                const engine::GroupCommands &groups, QWidget *parent = nullptr);

    /// "new" or "client:<id>".
    void open(const QString &target);
    void showHome();
    ClientForm *form() const
    {
        return m_form;
    }
    bool isEditing() const;

private:
    enum Screen
    {
        Loading,
        Failed,
        Empty,
        List,
        Edit,
        Token
    };

    void makeScreens();
    QWidget *makeEmpty();
    QWidget *makeList();
    void makeActions();
    void connectAll();
    void show(Screen screen, const QString &title);
    void fill();
    void startEdit(const QString &id);
    void save();
    void confirmRevoke(const QString &id);
    void confirmRemove(const QString &id);
    void follow(const QFuture<base::Status> &command, const QString &failure);
    std::optional<model::Client> find(const QString &id) const;

    PageContext m_context;
    const base::Clock &m_clock;
    const engine::GroupCommands &m_groups;
    PageHeader *m_header;
    QPushButton *m_new;
    QStackedWidget *m_stack;
    ErrorState *m_failure;
    QScrollArea *m_scroll;
    QVBoxLayout *m_column = nullptr;
    ClientForm *m_form;
    TokenPanel *m_token;
};

} // namespace berth::ui
