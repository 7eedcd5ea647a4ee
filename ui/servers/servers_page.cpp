// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/servers/servers_page.h"

#include "ui/servers/server_list_model.h"
#include "ui/servers/servers_view.h"

#include <utility>

namespace berth::ui {

ServersPage::ServersPage(FilePicker &files, QString instancesPageId, QObject *parent)
    : Page(parent)
    , m_files(files)
    , m_instancesPageId(std::move(instancesPageId))
{}

ServersPage::~ServersPage() = default;

void ServersPage::prepare(const PageContext &context)
{
    m_model = new ServerListModel(context.engine, this);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &Page::badgeChanged);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &Page::badgeChanged);
}

QWidget *ServersPage::createWidget(const PageContext &context, QWidget *parent)
{
    m_view = new ServersView(context, *m_model, m_files, parent);
    connect(m_view, &ServersView::newInstanceRequested, this,
            [this, &navigator = context.navigator](const QString &serverId) {
                navigator.showPage(m_instancesPageId, QStringLiteral("new:") + serverId);
            });
    return m_view;
}

void ServersPage::open(const QString &target)
{
    if (m_view) {
        m_view->open(target);
    }
}

QString ServersPage::badge() const
{
    const int count = m_model != nullptr ? m_model->rowCount() : 0;
    return count > 0 ? QString::number(count) : QString();
}

} // namespace berth::ui
