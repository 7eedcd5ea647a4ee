// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connections_page.h"

#include "ui/connections/connection_list_model.h"
#include "ui/connections/connection_text.h"
#include "ui/connections/connections_view.h"
#include "ui/widgets/action_registry.h"

#include <QAction>

#include <utility>

namespace berth::ui {

ConnectionsPage::ConnectionsPage(const base::Clock &clock, FilePicker &files,
                                 QString instancesPageId, QObject *parent)
    : Page(parent)
    , m_clock(clock)
    , m_files(files)
    , m_instancesPageId(std::move(instancesPageId))
{}

ConnectionsPage::~ConnectionsPage() = default;

void ConnectionsPage::prepare(const PageContext &context)
{
    m_model = new ConnectionListModel(context.engine, m_clock, this);
    connect(m_model, &ConnectionListModel::changed, this, &Page::itemsChanged);
    // There from the start: the page's own commands come with its widget.
    auto *add = new QAction(themedIcon(Icon::Plus), tr("Add connection"), this);
    connect(add, &QAction::triggered, this, [&navigator = context.navigator] {
        navigator.showPage(QString::fromLatin1(pageId), QStringLiteral("new"));
    });
    context.actions.add(add, tr("Connections"));
}

std::vector<RailItem> ConnectionsPage::items() const
{
    RailItem here;
    here.pageId = m_instancesPageId;
    here.target = QStringLiteral("place:local");
    here.title = tr("This machine");
    here.description = tr("Instances that run on this machine");
    std::vector<RailItem> items{here};
    if (m_model == nullptr) {
        return items;
    }
    for (const engine::ConnectionSnapshot &snapshot : m_model->all()) {
        const model::Connection &connection = snapshot.connection;
        RailItem item;
        item.pageId = id();
        item.target = QStringLiteral("connection:") + QString::fromStdString(connection.id);
        item.title = QString::fromStdString(connection.name);
        item.tone = ConnectionText::markTone(connection.mark);
        const bool well = snapshot.state == engine::ConnectionState::Connected;
        item.note = well ? ConnectionText::roleNote(connection.role)
                         : ConnectionText::stateWord(snapshot).toLower();
        item.description =
            tr("%1, %2, %3", "state, role, mark")
                .arg(ConnectionText::stateWord(snapshot), ConnectionText::roleWord(connection.role),
                     ConnectionText::markWord(connection.mark));
        items.push_back(std::move(item));
    }
    return items;
}

QString ConnectionsPage::currentItem() const
{
    if (!m_view || !m_view->isBrowsing() || m_view->chosenId().isEmpty()) {
        return {};
    }
    return QStringLiteral("connection:") + m_view->chosenId();
}

void ConnectionsPage::leaveItem()
{
    if (m_view) {
        m_view->showHome();
    }
}

QWidget *ConnectionsPage::createWidget(const PageContext &context, QWidget *parent)
{
    m_view = new ConnectionsView(context, *m_model, m_clock, m_files, parent);
    connect(m_view, &ConnectionsView::chosenChanged, this, &Page::currentItemChanged);
    connect(m_view, &ConnectionsView::instancesRequested, this,
            [this, &navigator = context.navigator](const QString &connectionId) {
                navigator.showPage(m_instancesPageId, QStringLiteral("place:") + connectionId);
            });
    return m_view;
}

ConnectionsView *ConnectionsPage::view() const
{
    return m_view;
}

void ConnectionsPage::open(const QString &target)
{
    if (m_view) {
        m_view->open(target);
    }
}

} // namespace berth::ui
