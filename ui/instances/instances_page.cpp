// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instances_page.h"

#include "ui/instances/instance_list.h"
#include "ui/instances/instance_model.h"
#include "ui/instances/instances_view.h"
#include "ui/instances/places.h"

#include <QTimer>

#include <chrono>
#include <utility>

namespace berth::ui {

using namespace std::chrono_literals;

namespace {

/// Pace of the charts: ninety readings are three minutes.
constexpr auto samplingInterval = 2s;

} // namespace

InstancesPage::InstancesPage(const base::Clock &clock, FilePicker &files, QString connectionsPageId,
                             QObject *parent)
    : Page(parent)
    , m_clock(clock)
    , m_files(files)
    , m_connectionsPageId(std::move(connectionsPageId))
    , m_sampling(new QTimer(this))
{}

InstancesPage::~InstancesPage() = default;

void InstancesPage::prepare(const PageContext &context)
{
    m_places = new Places(context.engine, this);
    m_model = new InstanceModel(context.engine, m_clock, this);
    connect(m_model, &InstanceModel::countsChanged, this, &Page::badgeChanged);
    connect(m_sampling, &QTimer::timeout, m_model, &InstanceModel::sample);
    m_sampling->start(samplingInterval);
}

QWidget *InstancesPage::createWidget(const PageContext &context, QWidget *parent)
{
    m_view = new InstancesView(context, *m_model, *m_places, m_clock, m_files, parent);
    connect(m_view->list(), &InstanceList::placeChanged, this, &Page::currentItemChanged);
    connect(m_view, &InstancesView::connectionRequested, this,
            [this, &navigator = context.navigator](const QString &connectionId) {
                navigator.showPage(m_connectionsPageId,
                                   connectionId.isEmpty()
                                       ? QStringLiteral("new")
                                       : QStringLiteral("connection:") + connectionId);
            });
    return m_view;
}

void InstancesPage::open(const QString &target)
{
    if (m_view) {
        m_view->open(target);
    }
}

QString InstancesPage::currentItem() const
{
    // Only this machine has an item of its own in the rail; a connection's item is its page.
    const bool here = m_view && m_view->list()->place() == QLatin1String("local");
    return here ? QStringLiteral("place:local") : QString();
}

void InstancesPage::leaveItem()
{
    if (m_view) {
        m_view->list()->setPlace({});
    }
}

QString InstancesPage::badge() const
{
    const int count = m_model != nullptr ? m_model->rowCount() : 0;
    return count > 0 ? QString::number(count) : QString();
}

} // namespace berth::ui
