// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/event_feed.h"

#include "ui/events/event_model.h"
#include "ui/widgets/when_finished.h"

#include <utility>

namespace berth::ui {

namespace {

constexpr int pageSize = 2000;
constexpr std::size_t maxHeld = 20000;
constexpr int oneSecond = 1000;

} // namespace

EventFeed::EventFeed(engine::EngineFacade &engine, EventModel &model, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_model(model)
{
    m_second.setInterval(oneSecond);
    connect(&m_second, &QTimer::timeout, this, [this] {
        m_rate.tick();
        if (m_rate.isQuiet()) {
            m_second.stop();
        }
        Q_EMIT changed();
    });
    connect(&engine, &engine::EngineFacade::eventsRecorded, this, &EventFeed::take);
    connect(&engine, &engine::EngineFacade::eventsReset, this, &EventFeed::reload);
    connect(&engine, &engine::EngineFacade::ready, this, &EventFeed::reload);
    if (engine.isReady()) {
        reload();
    }
}

void EventFeed::reload()
{
    m_held.clear();
    m_waiting = 0;
    m_mustReload = false;
    ++m_reading;
    m_model.clear();
    readPage(0);
    Q_EMIT changed();
}

void EventFeed::readPage(std::int64_t before)
{
    whenFinished(
        m_engine.eventCommands().history(before, pageSize), this,
        [this, reading = m_reading](const base::Result<std::vector<engine::EventRecord>> &page) {
            if (reading == m_reading) {
                takePage(page);
            }
        });
}

void EventFeed::takePage(const base::Result<std::vector<engine::EventRecord>> &page)
{
    if (!page) {
        Q_EMIT failed(page.error());
        return;
    }
    const bool hasRoom = m_model.addOlder(*page);
    if (!std::exchange(m_isLoaded, true)) {
        Q_EMIT loaded();
    }
    Q_EMIT changed();
    if (hasRoom && page->size() == static_cast<std::size_t>(pageSize)) {
        readPage(page->back().sequence);
    }
}

void EventFeed::take(const std::vector<engine::EventRecord> &records)
{
    m_rate.add(static_cast<std::int64_t>(records.size()));
    if (!m_second.isActive()) {
        m_second.start();
    }
    if (!m_isPaused) {
        m_model.addNew(records);
        Q_EMIT changed();
        return;
    }
    m_waiting += static_cast<int>(records.size());
    if (m_held.size() + records.size() > maxHeld) {
        m_mustReload = true;
        m_held.clear();
    } else if (!m_mustReload) {
        m_held.insert(m_held.end(), records.begin(), records.end());
    }
    Q_EMIT changed();
}

void EventFeed::setPaused(bool paused)
{
    if (std::exchange(m_isPaused, paused) == paused || paused) {
        Q_EMIT changed();
        return;
    }
    if (m_mustReload) {
        reload();
        return;
    }
    m_model.addNew(std::exchange(m_held, {}));
    m_waiting = 0;
    Q_EMIT changed();
}

} // namespace berth::ui
