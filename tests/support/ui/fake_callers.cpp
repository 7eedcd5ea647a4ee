// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_callers.h"

#include <QPromise>

#include <algorithm>
#include <utility>

namespace berth::test {

using base::Result;
using base::Status;

namespace {

template <typename T>
QFuture<T> finished(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace

Status FakeCallers::take(std::string command)
{
    commands.push_back(std::move(command));
    if (const auto error = std::exchange(m_nextError, std::nullopt)) {
        return base::fail(*error);
    }
    return {};
}

model::Client *FakeCallers::find(const std::string &id)
{
    const auto found = std::find_if(m_clients.begin(), m_clients.end(),
                                    [&id](const model::Client &client) { return client.id == id; });
    return found == m_clients.end() ? nullptr : &*found;
}

QFuture<Result<engine::NewClient>> FakeCallers::createClient(model::ClientDraft draft)
{
    lastDraft = draft;
    if (const Status taken = take("create"); !taken) {
        return finished(Result<engine::NewClient>(base::fail(taken.error())));
    }
    model::Client client;
    client.id = "new-" + std::to_string(m_clients.size());
    client.draft = std::move(draft);
    m_clients.push_back(client);
    if (onClientsChanged) {
        onClientsChanged();
    }
    return finished(Result<engine::NewClient>({client.id, base::Secret(token)}));
}

QFuture<Status> FakeCallers::changeClient(std::string id, model::ClientDraft draft)
{
    lastDraft = draft;
    const Status taken = take("change " + id);
    if (model::Client *client = find(id); taken && client != nullptr) {
        client->draft = std::move(draft);
        onClientsChanged();
    }
    return finished(taken);
}

QFuture<Status> FakeCallers::revokeClient(std::string id)
{
    const Status taken = take("revoke " + id);
    if (model::Client *client = find(id); taken && client != nullptr) {
        client->revokedAt = client->lastUsedAt.value_or(client->createdAt);
        onClientsChanged();
    }
    return finished(taken);
}

QFuture<Status> FakeCallers::removeClient(std::string id)
{
    const Status taken = take("remove " + id);
    if (taken) {
        std::erase_if(m_clients, [&id](const model::Client &client) { return client.id == id; });
        onClientsChanged();
    }
    return finished(taken);
}

QFuture<Result<std::vector<engine::CallRecord>>>
FakeCallers::callHistory(std::int64_t beforeSequence, int limit, std::string instanceId)
{
    if (const auto error = std::exchange(m_nextError, std::nullopt)) {
        return finished(Result<std::vector<engine::CallRecord>>(base::fail(*error)));
    }
    std::vector<engine::CallRecord> found;
    for (auto call = m_calls.rbegin(); call != m_calls.rend(); ++call) {
        const engine::CallRecord &record = call->record;
        const bool isWanted = (beforeSequence == 0 || record.sequence < beforeSequence) &&
                              (instanceId.empty() || record.instanceId == instanceId);
        if (isWanted && static_cast<int>(found.size()) < limit) {
            found.push_back(record);
        }
    }
    return finished(Result<std::vector<engine::CallRecord>>(std::move(found)));
}

QFuture<Result<model::RecordedCall>> FakeCallers::callDetail(std::int64_t sequence)
{
    for (const model::RecordedCall &call : m_calls) {
        if (call.record.sequence == sequence) {
            return finished(Result<model::RecordedCall>(call));
        }
    }
    return finished(Result<model::RecordedCall>(
        base::fail(base::ErrorCode::NotFound, "This call is not kept any more.")));
}

QFuture<Status> FakeCallers::clearCalls()
{
    const Status taken = take("clearCalls");
    if (taken) {
        m_calls.clear();
        onCallsReset();
    }
    return finished(taken);
}

QFuture<Result<int>> FakeCallers::exportCalls(std::string file, engine::CallExportFormat format,
                                              std::vector<std::int64_t> sequences)
{
    const char *kind = format == engine::CallExportFormat::Csv ? "exportCsv " : "exportJson ";
    if (const Status taken = take(kind + file); !taken) {
        return finished(Result<int>(base::fail(taken.error())));
    }
    return finished(
        Result<int>(static_cast<int>(sequences.empty() ? m_calls.size() : sequences.size())));
}

} // namespace berth::test
