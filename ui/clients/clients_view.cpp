// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/clients/clients_view.h"

#include "engine/facade/engine_facade.h"
#include "ui/clients/client_card.h"
#include "ui/clients/client_form.h"
#include "ui/clients/token_panel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/page_actions.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/states.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/when_finished.h"

#include <QApplication>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

ClientsView::ClientsView(const PageContext &context, const base::Clock &clock,
                         const engine::GroupCommands &groups, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_clock(clock)
    , m_groups(groups)
    , m_header(new PageHeader(tr("Clients"), this))
    , m_new(makeButton(tr("Add client"), Icon::Plus, ButtonRole::Primary))
    , m_stack(new QStackedWidget(this))
    , m_failure(new ErrorState)
    , m_scroll(new QScrollArea)
    , m_form(new ClientForm)
    , m_token(new TokenPanel)
{
    m_header->addWidget(m_new);
    makeScreens();
    layOutPage(this, m_header, m_stack);
    makeActions();
    connectAll();
    showHome();
}

void ClientsView::makeScreens()
{
    // In the order of Screen.
    m_stack->addWidget(new LoadingState(tr("Reading the clients")));
    m_stack->addWidget(m_failure);
    m_stack->addWidget(makeEmpty());
    m_stack->addWidget(makeList());
    m_stack->addWidget(m_form);
    m_stack->addWidget(m_token);
    m_failure->setRetryText({});
}

QWidget *ClientsView::makeEmpty()
{
    auto *empty = new EmptyState(
        Icon::Monitor, tr("No client has a token yet"),
        tr("Programs on this machine reach the gateway without one, unless the settings demand it. "
           "A token tells clients apart: what each may use, how often it calls, and whether it "
           "still may."));
    QPushButton *add = empty->addAction(tr("Add client"), ButtonRole::Primary);
    connect(add, &QPushButton::clicked, this, [this] { open(QStringLiteral("new")); });
    return empty;
}

QWidget *ClientsView::makeList()
{
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    setGround(m_scroll, Ground::Background);
    auto *content = new QWidget;
    setGround(content, Ground::Background);
    auto *outer = new QHBoxLayout(content);
    outer->setContentsMargins(metrics::space24, metrics::space20, metrics::space24,
                              metrics::space24);
    auto *column = new QWidget;
    column->setMaximumWidth(metrics::readableWidth);
    m_column = new QVBoxLayout(column);
    makeTight(m_column);
    m_column->setSpacing(metrics::space8);
    m_column->addStretch(1);
    outer->addWidget(column, 1);
    outer->addStretch(0);
    m_scroll->setWidget(content);
    return m_scroll;
}

void ClientsView::makeActions()
{
    const PageActions actions(m_context.actions, tr("Clients"));
    actions.addNew(
        this, Icon::Plus, tr("New client"), [this] { return isEditing(); },
        [this] { open(QStringLiteral("new")); });
}

void ClientsView::connectAll()
{
    using engine::EngineFacade;
    const auto refresh = [this] {
        const int screen = m_stack->currentIndex();
        if (screen != Edit && screen != Token) {
            showHome();
        }
    };
    connect(m_new, &QPushButton::clicked, this, [this] { open(QStringLiteral("new")); });
    connect(m_header, &PageHeader::backRequested, this, &ClientsView::showHome);
    connect(&m_context.engine, &EngineFacade::ready, this, refresh);
    connect(&m_context.engine, &EngineFacade::clientsChanged, this, refresh);
    connect(&m_context.engine, &EngineFacade::startFailed, this,
            [this](const QString &message, const QString &details) {
                m_failure->setStartFailure(message, details);
                show(Failed, tr("Clients"));
            });
    connect(m_form, &ClientForm::accepted, this, &ClientsView::save);
    connect(m_form, &ClientForm::cancelled, this, &ClientsView::showHome);
    connect(m_token, &TokenPanel::done, this, &ClientsView::showHome);
}

void ClientsView::show(Screen screen, const QString &title)
{
    if (screen != Token) {
        m_token->forget();
    }
    m_stack->setCurrentIndex(screen);
    m_header->setTitle(title);
    m_header->setBackVisible(screen == Edit || screen == Token);
    m_new->setVisible(screen == List);
}

void ClientsView::showHome()
{
    if (!m_context.engine.isReady()) {
        show(Loading, tr("Clients"));
        return;
    }
    fill();
    show(m_context.engine.clients().empty() ? Empty : List, tr("Clients"));
}

bool ClientsView::isEditing() const
{
    return m_stack->currentIndex() == Edit;
}

/// Those that may call first.
void ClientsView::fill()
{
    QString focused;
    while (m_column->count() > 1) { // the stretch stays
        const std::unique_ptr<QLayoutItem> item(m_column->takeAt(0));
        if (item->widget()->isAncestorOf(QApplication::focusWidget())) {
            focused = item->widget()->objectName();
        }
        item->widget()->deleteLater(); // its own click may be what led here
        item->widget()->hide();
    }
    auto clients = m_context.engine.clients();
    std::stable_partition(clients.begin(), clients.end(),
                          [](const model::Client &client) { return !client.isRevoked(); });
    const auto instances = m_context.engine.instances();
    for (const model::Client &client : clients) {
        auto *card = new ClientCard(client, instances, m_clock.now());
        m_column->insertWidget(m_column->count() - 1, card);
        if (card->objectName() == focused) {
            card->setFocus();
        }
        connect(card, &ClientCard::editRequested, this, &ClientsView::startEdit);
        connect(card, &ClientCard::revokeRequested, this, &ClientsView::confirmRevoke);
        connect(card, &ClientCard::removeRequested, this, &ClientsView::confirmRemove);
    }
}

void ClientsView::open(const QString &target)
{
    const QString prefix = QStringLiteral("client:");
    if (target == QLatin1String("new")) {
        m_form->edit({}, {}, m_context.engine.instances(), m_groups.groups());
        show(Edit, tr("New client"));
    } else if (target.startsWith(prefix)) {
        startEdit(target.mid(prefix.size()));
    }
}

std::optional<model::Client> ClientsView::find(const QString &id) const
{
    const auto clients = m_context.engine.clients();
    const auto found = std::find_if(clients.begin(), clients.end(), [&id](const auto &client) {
        return QString::fromStdString(client.id) == id;
    });
    return found == clients.end() ? std::nullopt : std::optional(*found);
}

void ClientsView::startEdit(const QString &id)
{
    if (const auto client = find(id); client && !client->isRevoked()) {
        m_form->edit(id, client->draft, m_context.engine.instances(), m_groups.groups());
        show(Edit, QString::fromStdString(client->draft.name));
    }
}

void ClientsView::save()
{
    engine::ClientCommands &commands = m_context.engine.clientCommands();
    const model::ClientDraft draft = m_form->draft();
    if (!m_form->id().isEmpty()) {
        whenFinished(commands.changeClient(m_form->id().toStdString(), draft), this,
                     [this](const base::Status &done) {
                         if (done) {
                             showHome();
                         } else {
                             m_form->showError(done.error());
                         }
                     });
        return;
    }
    const QString name = QString::fromStdString(draft.name);
    whenFinished(commands.createClient(draft), this,
                 [this, name](const base::Result<engine::NewClient> &made) {
                     if (!made) {
                         m_form->showError(made.error());
                         return;
                     }
                     show(Token, tr("New client"));
                     m_token->show(name, made->token);
                 });
}

void ClientsView::confirmRevoke(const QString &id)
{
    const auto client = find(id);
    if (!client) {
        return;
    }
    const QString name = QString::fromStdString(client->draft.name);
    m_context.dialogs.confirm(
        this,
        {tr("Revoke %1?").arg(name),
         tr("Its token is refused from now on, and what it has open ends at once. This cannot be "
            "undone; the client can be given a new token."),
         tr("Revoke client")},
        [self = QPointer(this), id, name](bool yes) {
            if (self && yes) {
                self->follow(self->m_context.engine.clientCommands().revokeClient(id.toStdString()),
                             tr("%1 could not be revoked").arg(name));
            }
        });
}

void ClientsView::confirmRemove(const QString &id)
{
    const auto client = find(id);
    if (!client) {
        return;
    }
    const QString name = QString::fromStdString(client->draft.name);
    m_context.dialogs.confirm(
        this,
        {tr("Remove %1?").arg(name),
         tr("It disappears from this list. Its calls stay in the history."), tr("Remove client")},
        [self = QPointer(this), id, name](bool yes) {
            if (self && yes) {
                self->follow(self->m_context.engine.clientCommands().removeClient(id.toStdString()),
                             tr("%1 could not be removed").arg(name));
            }
        });
}

void ClientsView::follow(const QFuture<base::Status> &command, const QString &failure)
{
    whenFinished(command, this, [this, failure](const base::Status &done) {
        if (!done) {
            const QString message = QString::fromStdString(done.error().message);
            m_context.notifier.notify(
                failureNotice(failure + QStringLiteral(". ") + message, done.error()));
        }
    });
}

} // namespace berth::ui
