// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/caller_adapter.h"

#include "engine/caller_desk.h"

namespace berth::engine {

using base::Result;
using base::Status;

QFuture<Result<NewClient>> CallerAdapter::createClient(model::ClientDraft draft)
{
    return m_link.run<NewClient>([draft = std::move(draft)](Engine &engine) mutable {
        return engine.callerDesk().create(std::move(draft));
    });
}

QFuture<Status> CallerAdapter::changeClient(std::string id, model::ClientDraft draft)
{
    return m_link.run<void>([id = std::move(id), draft = std::move(draft)](Engine &engine) mutable {
        return engine.callerDesk().change(std::move(id), std::move(draft));
    });
}

QFuture<Status> CallerAdapter::revokeClient(std::string id)
{
    return m_link.run<void>([id](Engine &engine) { return engine.callerDesk().revoke(id); });
}

QFuture<Status> CallerAdapter::removeClient(std::string id)
{
    return m_link.run<void>([id](Engine &engine) { return engine.callerDesk().remove(id); });
}

QFuture<Result<std::vector<CallRecord>>>
CallerAdapter::callHistory(std::int64_t beforeSequence, int limit, std::string instanceId)
{
    return m_link.run<std::vector<CallRecord>>(
        [beforeSequence, limit, instanceId = std::move(instanceId)](Engine &engine) {
            return engine.callerDesk().log().history(beforeSequence, limit, instanceId);
        });
}

QFuture<Result<model::RecordedCall>> CallerAdapter::callDetail(std::int64_t sequence)
{
    return m_link.run<model::RecordedCall>(
        [sequence](Engine &engine) { return engine.callerDesk().log().detail(sequence); });
}

QFuture<Status> CallerAdapter::clearCalls()
{
    return m_link.run<void>([](Engine &engine) { return engine.callerDesk().log().clear(); });
}

QFuture<Result<int>> CallerAdapter::exportCalls(std::string file, CallExportFormat format,
                                                std::vector<std::int64_t> sequences)
{
    return m_link.run<int>([file = std::move(file), format,
                            sequences = std::move(sequences)](Engine &engine) mutable {
        return engine.callerDesk().log().exportTo(std::move(file), format == CallExportFormat::Csv,
                                                  std::move(sequences));
    });
}

} // namespace berth::engine
