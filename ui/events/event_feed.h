// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"
#include "ui/events/event_rate.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace berth::ui {

class EventModel;

/// Fills the model: what is kept, page by page, and what comes in. Paused, it holds back what comes
/// in and counts it.
class EventFeed final : public QObject
{
    Q_OBJECT
public:
    EventFeed(engine::EngineFacade &engine, EventModel &model, QObject *parent = nullptr);

    /// Reads the log anew.
    void reload();
    void setPaused(bool paused);
    bool isPaused() const
    {
        return m_isPaused;
    }
    /// Events that came while paused.
    int waiting() const
    {
        return m_waiting;
    }
    std::int64_t perSecond() const
    {
        return m_rate.perSecond();
    }
    /// The first page has been read.
    bool isLoaded() const
    {
        return m_isLoaded;
    }

Q_SIGNALS:
    /// Numbers that are shown have changed.
    void changed();
    void loaded();
    void failed(const berth::base::Error &error);

private:
    void readPage(std::int64_t before);
    void takePage(const base::Result<std::vector<engine::EventRecord>> &page);
    void take(const std::vector<engine::EventRecord> &records);

    engine::EngineFacade &m_engine;
    EventModel &m_model;
    EventRate m_rate;
    QTimer m_second; ///< runs only while events come
    std::vector<engine::EventRecord> m_held;
    int m_waiting = 0;
    bool m_isPaused = false;
    bool m_isLoaded = false;
    bool m_mustReload = false; ///< more came while paused than can be held
    int m_reading = 0;         ///< answers to earlier readings are left alone
};

} // namespace berth::ui
