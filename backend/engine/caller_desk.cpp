// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/caller_desk.h"

#include "base/ids.h"
#include "gateway/client_token.h"
#include "log/log.h"

#include <algorithm>

namespace berth::engine {

namespace asio = net::asio;

using base::ErrorCode;
using base::fail;
using base::Status;

namespace {

/// Bounds both the writing and what a kill -9 loses.
constexpr std::chrono::seconds usePause{30};

base::Error noClient(const std::string &id)
{
    return {ErrorCode::NotFound, "There is no client with the id " + id + "."};
}

gateway::ClientEntry entryOf(const store::ClientRow &row, const gateway::TokenHash &hash)
{
    const model::ClientDraft &draft = row.client.draft;
    gateway::ClientEntry entry;
    entry.id = row.client.id;
    entry.name = draft.name;
    entry.hash = hash;
    entry.instances = {draft.limits.instances.begin(), draft.limits.instances.end()};
    entry.groups = {draft.limits.groups.begin(), draft.limits.groups.end()};
    entry.rateLimit = draft.rateLimit;
    return entry;
}

} // namespace

CallerDesk::CallerDesk(Services services)
    : m_services(std::move(services))
    , m_store(*m_services.log.store)
    , m_clock(*m_services.log.clock)
    , m_log(m_services.log)
{
    m_log.onCall([this](const model::CallRecord &record) { noteCall(record); },
                 [this] { changed(); });
}

net::Task<> CallerDesk::load()
{
    auto rows = co_await m_store.clients();
    if (!rows) {
        co_return fail(rows.error());
    }
    m_rows = std::move(*rows);
    co_return Status{};
}

gateway::CallerRules CallerDesk::rules(gateway::CallerRules settings) const
{
    for (const store::ClientRow &row : m_rows) {
        const auto hash = gateway::tokenHashFromHex(row.tokenHash);
        if (!row.client.isRevoked() && hash) {
            settings.clients.push_back(entryOf(row, *hash));
        }
    }
    return settings;
}

void CallerDesk::publishRules()
{
    m_services.publish(rules(m_services.settings()));
}

std::vector<model::Client> CallerDesk::clients() const
{
    std::vector<model::Client> all;
    all.reserve(m_rows.size());
    for (const store::ClientRow &row : m_rows) {
        all.push_back(row.client);
    }
    return all;
}

store::ClientRow *CallerDesk::find(const std::string &id)
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(),
                     [&id](const store::ClientRow &row) { return row.client.id == id; });
    return found == m_rows.end() ? nullptr : &*found;
}

Status CallerDesk::checkName(const std::string &name, const std::string &exceptId) const
{
    for (const store::ClientRow &row : m_rows) {
        const model::Client &client = row.client;
        if (client.id != exceptId && !client.isRevoked() && client.draft.name == name) {
            return fail(base::Error{ErrorCode::AlreadyExists,
                                    "There is a client " + name +
                                        " already. Choose another name, "
                                        "or revoke that one first.",
                                    {},
                                    "/name"});
        }
    }
    return {};
}

net::Task<NewClient> CallerDesk::create(model::ClientDraft draft)
{
    if (Status fine = checkName(draft.name, {}); !fine) {
        co_return fail(fine.error());
    }
    NewClient made{base::newUuid(), gateway::newClientToken()};
    store::ClientRow row;
    row.client.id = made.id;
    row.client.draft = std::move(draft);
    row.client.createdAt = m_clock.now();
    row.tokenHash = gateway::toHex(gateway::hashOfToken(made.token.expose()));
    m_rows.push_back(row);
    const auto saved = co_await m_store.saveClient(std::move(row));
    if (!saved) {
        std::erase_if(m_rows, [&made](const auto &other) { return other.client.id == made.id; });
        co_return fail(saved.error());
    }
    changed();
    publishRules();
    co_return made;
}

net::Task<> CallerDesk::change(std::string id, model::ClientDraft draft)
{
    const store::ClientRow *row = find(id);
    if (row == nullptr) {
        co_return fail(noClient(id));
    }
    if (row->client.isRevoked()) {
        co_return fail(ErrorCode::Conflict,
                       row->client.draft.name + " was revoked, so there is nothing to change.");
    }
    if (Status fine = checkName(draft.name, id); !fine) {
        co_return fail(fine.error());
    }
    store::ClientRow next = *row;
    next.client.draft = std::move(draft);
    const auto saved = co_await m_store.saveClient(next);
    if (!saved) {
        co_return fail(saved.error());
    }
    if (store::ClientRow *present = find(id)) {
        present->client.draft = std::move(next.client.draft);
    }
    changed();
    publishRules();
    co_return Status{};
}

/// Refused first, then written down: what cannot be stored is refused until Berth ends.
net::Task<> CallerDesk::revoke(std::string id)
{
    store::ClientRow *row = find(id);
    if (row == nullptr) {
        co_return fail(noClient(id));
    }
    if (!row->client.isRevoked()) {
        row->client.revokedAt = m_clock.now();
        publishRules();
        changed();
    }
    const auto saved = co_await m_store.saveClient(*row);
    co_return saved;
}

net::Task<> CallerDesk::remove(std::string id)
{
    if (find(id) == nullptr) {
        co_return fail(noClient(id));
    }
    const auto gone = co_await m_store.removeClient(id);
    if (!gone) {
        co_return fail(gone.error());
    }
    std::erase_if(m_rows, [&id](const auto &row) { return row.client.id == id; });
    m_unwritten.erase(id);
    publishRules();
    changed();
    co_return Status{};
}

void CallerDesk::noteCall(const model::CallRecord &record)
{
    store::ClientRow *row = record.clientId.empty() ? nullptr : find(record.clientId);
    if (row == nullptr || record.outcome == model::CallOutcome::Refused) {
        return;
    }
    model::Client &client = row->client;
    client.lastUsedAt = std::max(client.lastUsedAt.value_or(record.startedAt), record.startedAt);
    client.calls += record.count;
    m_unwritten[client.id] = {client.id, *client.lastUsedAt, client.calls};
}

asio::awaitable<void> CallerDesk::runUse()
{
    while (true) {
        co_await sleepFor(usePause);
        co_await writeUse();
    }
}

asio::awaitable<void> CallerDesk::writeUse()
{
    std::vector<store::ClientUse> uses;
    for (const auto &[id, use] : std::exchange(m_unwritten, {})) {
        uses.push_back(use);
    }
    if (uses.empty()) {
        co_return;
    }
    const auto written = co_await m_store.noteUse(std::move(uses));
    if (!written) {
        log::logger("engine")->error("{} {}", written.error().message, written.error().details);
    }
}

asio::awaitable<void> CallerDesk::flush()
{
    co_await m_log.flush();
    co_await writeUse();
}

void CallerDesk::changed()
{
    m_services.log.observers->notify(&Observer::clientsChanged, clients());
}

} // namespace berth::engine
