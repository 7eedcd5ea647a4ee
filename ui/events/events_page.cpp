// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/events_page.h"

#include "ui/events/events_view.h"

#include <utility>

namespace berth::ui {

EventsPage::EventsPage(const base::Clock &clock, FilePicker &files, QString instancesPageId,
                       QObject *parent)
    : Page(parent)
    , m_clock(clock)
    , m_files(files)
    , m_instancesPageId(std::move(instancesPageId))
{}

EventsPage::~EventsPage() = default;

QWidget *EventsPage::createWidget(const PageContext &context, QWidget *parent)
{
    m_view = new EventsView(context, m_clock, m_files, m_instancesPageId, parent);
    return m_view;
}

void EventsPage::open(const QString &target)
{
    if (m_view) {
        m_view->open(target);
    }
}

} // namespace berth::ui
