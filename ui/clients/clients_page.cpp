// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/clients/clients_page.h"

#include "engine/facade/engine_facade.h"
#include "ui/clients/clients_view.h"

#include <algorithm>

namespace berth::ui {

ClientsPage::ClientsPage(const base::Clock &clock, const engine::GroupCommands &groups,
                         QObject *parent)
    : Page(parent)
    , m_clock(clock)
    , m_groups(groups)
{}

void ClientsPage::prepare(const PageContext &context)
{
    m_engine = &context.engine;
    connect(m_engine, &engine::EngineFacade::clientsChanged, this, &Page::badgeChanged);
}

QWidget *ClientsPage::createWidget(const PageContext &context, QWidget *parent)
{
    m_view = new ClientsView(context, m_clock, m_groups, parent);
    return m_view;
}

void ClientsPage::open(const QString &target)
{
    if (m_view) {
        m_view->open(target);
    }
}

QString ClientsPage::badge() const
{
    const auto clients = m_engine != nullptr ? m_engine->clients() : std::vector<model::Client>();
    const auto count = std::count_if(clients.begin(), clients.end(),
                                     [](const auto &client) { return !client.isRevoked(); });
    return count > 0 ? QString::number(count) : QString();
}

ClientsView *ClientsPage::view() const
{
    return m_view;
}

} // namespace berth::ui
