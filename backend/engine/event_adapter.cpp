// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/event_adapter.h"

#include "engine/event_desk.h"

namespace berth::engine {

using base::Result;
using base::Status;

QFuture<Result<std::vector<EventRecord>>> EventAdapter::history(std::int64_t beforeSequence,
                                                                int limit)
{
    return m_link.run<std::vector<EventRecord>>([beforeSequence, limit](Engine &engine) {
        return engine.eventDesk().history(beforeSequence, limit);
    });
}

QFuture<Result<EventDetail>> EventAdapter::detail(std::int64_t sequence)
{
    return m_link.run<EventDetail>(
        [sequence](Engine &engine) { return engine.eventDesk().detail(sequence); });
}

QFuture<Status> EventAdapter::publish(std::string connectionId, std::string type, base::Json data)
{
    return m_link.run<void>([connectionId = std::move(connectionId), type = std::move(type),
                             data = std::move(data)](Engine &engine) mutable {
        return engine.eventDesk().publish(std::move(connectionId), std::move(type),
                                          std::move(data));
    });
}

QFuture<Status> EventAdapter::clearLog()
{
    return m_link.run<void>([](Engine &engine) { return engine.eventDesk().clear(); });
}

QFuture<Result<int>> EventAdapter::exportLog(std::string file, std::vector<std::int64_t> sequences)
{
    return m_link.run<int>(
        [file = std::move(file), sequences = std::move(sequences)](Engine &engine) mutable {
            return engine.eventDesk().exportTo(std::move(file), std::move(sequences));
        });
}

} // namespace berth::engine
