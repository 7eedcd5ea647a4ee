// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine_link.h"
#include "engine/facade/event_monitor.h"

namespace berth::engine {

/// EventCommands over a real engine. Lives on the GUI thread.
class EventAdapter final : public EventCommands
{
public:
    explicit EventAdapter(EngineLink &link)
        : m_link(link)
    {}

    QFuture<base::Result<std::vector<EventRecord>>> history(std::int64_t beforeSequence,
                                                            int limit) override;
    QFuture<base::Result<EventDetail>> detail(std::int64_t sequence) override;
    QFuture<base::Status> publish(std::string connectionId, std::string type,
                                  base::Json data) override;
    QFuture<base::Status> clearLog() override;
    QFuture<base::Result<int>> exportLog(std::string file,
                                         std::vector<std::int64_t> sequences) override;

private:
    EngineLink &m_link;
};

} // namespace berth::engine
