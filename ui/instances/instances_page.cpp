// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instances_page.h"

#include "ui/instances/instance_model.h"
#include "ui/instances/instances_view.h"

#include <QTimer>

#include <chrono>

namespace berth::ui {

using namespace std::chrono_literals;

namespace {

/// Pace of the charts: ninety readings are three minutes.
constexpr auto samplingInterval = 2s;

} // namespace

InstancesPage::InstancesPage(const base::Clock &clock, FilePicker &files, QObject *parent)
    : Page(parent)
    , m_clock(clock)
    , m_files(files)
    , m_sampling(new QTimer(this))
{}

InstancesPage::~InstancesPage() = default;

void InstancesPage::prepare(const PageContext &context)
{
    m_model = new InstanceModel(context.engine, m_clock, this);
    connect(m_model, &InstanceModel::countsChanged, this, &Page::badgeChanged);
    connect(m_sampling, &QTimer::timeout, m_model, &InstanceModel::sample);
    m_sampling->start(samplingInterval);
}

QWidget *InstancesPage::createWidget(const PageContext &context, QWidget *parent)
{
    m_view = new InstancesView(context, *m_model, m_clock, m_files, parent);
    return m_view;
}

void InstancesPage::open(const QString &target)
{
    if (m_view) {
        m_view->open(target);
    }
}

QString InstancesPage::badge() const
{
    const int count = m_model != nullptr ? m_model->rowCount() : 0;
    return count > 0 ? QString::number(count) : QString();
}

} // namespace berth::ui
