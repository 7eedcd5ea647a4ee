// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/secret_ledger.h"

#include "log/log.h"

#include <fmt/format.h>

#include <utility>

namespace berth::engine {

namespace asio = net::asio;

using base::ErrorCode;
using base::fail;
using base::Secret;
using base::Status;
using secrets::SecretMap;
using secrets::StoreKind;
using store::SecretRecord;

SecretLedger::SecretLedger(asio::any_io_executor executor, secrets::StoreChooser &stores,
                           store::Store &records, const base::Clock &clock)
    : m_stores(stores)
    , m_store(records)
    , m_clock(clock)
    , m_writing(std::make_shared<StartSlots>(std::move(executor), 1))
{}

net::Task<> SecretLedger::load()
{
    auto records = co_await m_store.secretRecords();
    if (!records) {
        co_return fail(std::move(records.error()));
    }
    for (SecretRecord &record : *records) {
        std::string key = record.key;
        m_records.insert_or_assign(std::move(key), std::move(record));
    }
    co_return Status{};
}

StoreKind SecretLedger::placeOf(const std::string &key) const
{
    const auto record = m_records.find(key);
    const auto noted =
        record == m_records.end() ? std::nullopt : secrets::storeKindFrom(record->second.store);
    return noted.value_or(m_stores.kind());
}

SecretLedger::Group SecretLedger::byPlace(const std::vector<std::string> &keys) const
{
    Group groups;
    for (const std::string &key : keys) {
        groups[placeOf(key)].push_back(key);
    }
    return groups;
}

net::Task<Secret> SecretLedger::get(std::string key)
{
    std::vector<std::string> keys{key};
    auto found = co_await getAll(std::move(keys));
    co_return secrets::valueIn(
        std::move(found), key,
        fmt::format("The secret {} has no value in {}.", key, displayNameFor(key)));
}

net::Task<SecretMap> SecretLedger::readAll(const Group &groups)
{
    SecretMap all;
    for (const auto &[kind, keys] : groups) {
        const auto store = m_stores.storeOf(kind);
        if (!store) {
            co_return fail(store.error());
        }
        auto found = co_await (*store)->getAll(keys);
        if (!found) {
            co_return fail(std::move(found.error()));
        }
        all.merge(std::move(*found));
    }
    co_return all;
}

net::Task<SecretMap> SecretLedger::getAll(std::vector<std::string> keys)
{
    while (true) {
        const Group groups = byPlace(keys);
        auto found = co_await readAll(groups);
        // Moved while they were looked for: they are to be found where they are now.
        if (!found || byPlace(keys) == groups) {
            co_return found;
        }
    }
}

net::Task<> SecretLedger::save(std::vector<SecretRecord> records)
{
    auto saved = co_await m_store.saveSecretRecords(records);
    if (!saved) {
        co_return saved;
    }
    for (SecretRecord &record : records) {
        std::string key = record.key;
        m_records.insert_or_assign(std::move(key), std::move(record));
    }
    co_return Status{};
}

net::Task<> SecretLedger::set(std::string key, Secret value)
{
    const auto turn = co_await m_writing->acquire();
    const StoreKind place = placeOf(key);
    co_return co_await rewrite(std::move(key), std::move(value), place);
}

net::Task<> SecretLedger::setIn(std::string key, Secret value, StoreKind kind)
{
    const auto turn = co_await m_writing->acquire();
    if (placeOf(key) == kind) {
        co_return co_await rewrite(std::move(key), std::move(value), kind);
    }
    Group before{{placeOf(key), {key}}};
    auto written = co_await write(key, std::move(value), kind);
    if (written) {
        SecretRecord record{key, std::string(secrets::toText(kind)), m_clock.now(), {}};
        if (const auto known = m_records.find(key); known != m_records.end()) {
            record.usedAt = known->second.usedAt;
        }
        std::vector<SecretRecord> records{std::move(record)};
        written = co_await save(std::move(records));
    }
    if (written) {
        co_await dropCopies(std::move(before));
    }
    co_return written;
}

net::Task<> SecretLedger::write(std::string key, Secret value, StoreKind kind)
{
    const auto store = m_stores.storeOf(kind);
    if (!store) {
        co_return fail(store.error());
    }
    co_return co_await (*store)->set(std::move(key), std::move(value));
}

/// Writes where the secret is. The note comes first: when this process ends between the two, there
/// is a note of something that may be found, and never something that nobody knows of.
net::Task<> SecretLedger::rewrite(std::string key, Secret value, StoreKind kind)
{
    SecretRecord record{key, std::string(secrets::toText(kind)), m_clock.now(), {}};
    std::optional<SecretRecord> before;
    if (const auto known = m_records.find(key); known != m_records.end()) {
        before = known->second;
        record.usedAt = before->usedAt;
    }
    std::vector<SecretRecord> records{std::move(record)};
    auto noted = co_await save(std::move(records));
    if (!noted) {
        co_return noted;
    }
    auto written = co_await write(key, std::move(value), kind);
    if (!written && before) {
        std::vector<SecretRecord> old{std::move(*before)};
        (void)co_await save(std::move(old));
    } else if (!written) {
        std::vector<std::string> keys{key};
        (void)co_await m_store.removeSecretRecords(std::move(keys));
        m_records.erase(key);
    }
    co_return written;
}

net::Task<> SecretLedger::remove(std::string key)
{
    const StoreKind place = placeOf(key);
    co_return co_await removeFrom(std::move(key), place);
}

net::Task<> SecretLedger::removeFrom(std::string key, StoreKind kind)
{
    const auto turn = co_await m_writing->acquire();
    const auto store = m_stores.storeOf(kind);
    if (!store) {
        co_return fail(store.error());
    }
    auto removed = co_await (*store)->remove(key);
    if (!removed || placeOf(key) != kind) {
        co_return removed;
    }
    std::vector<std::string> keys{key};
    auto forgotten = co_await m_store.removeSecretRecords(std::move(keys));
    if (forgotten) {
        m_records.erase(key);
    }
    co_return forgotten;
}

/// All of them in `to`, read back and found the same; or none, as far as `to` lets go of them.
net::Task<> SecretLedger::copyAll(const SecretMap &values, StoreKind to)
{
    Status done;
    Group copied;
    std::vector<std::string> keys;
    for (const auto &[key, value] : values) {
        keys.push_back(key);
        copied[to].push_back(key);
        Secret copy = value;
        done = co_await write(key, std::move(copy), to);
        if (!done) {
            break;
        }
    }
    if (done) {
        const Group there{{to, std::move(keys)}};
        auto read = co_await readAll(there);
        if (!read) {
            done = fail(std::move(read.error()));
        } else if (*read != values) {
            done = fail(ErrorCode::Internal, "The other store gave back something else than it was "
                                             "given, so nothing was moved.");
        }
    }
    if (!done) {
        co_await dropCopies(std::move(copied));
    }
    co_return done;
}

asio::awaitable<void> SecretLedger::dropCopies(Group copies)
{
    for (const auto &[kind, keys] : copies) {
        const auto store = m_stores.storeOf(kind);
        for (const std::string &key : keys) {
            Status removed = store ? Status{} : fail(store.error());
            if (store) {
                removed = co_await (*store)->remove(key);
            }
            if (!removed) {
                log::logger("engine")->warn("a copy of the secret {} stays in the {}: {}", key,
                                            secrets::toText(kind), removed.error().message);
            }
        }
    }
}

net::Task<int> SecretLedger::move(std::vector<std::string> keys, StoreKind to)
{
    const auto turn = co_await m_writing->acquire();
    Group from = byPlace(keys);
    from.erase(to);
    auto values = co_await readAll(from);
    if (!values) {
        co_return fail(std::move(values.error()));
    }
    std::vector<SecretRecord> records;
    for (const auto &[kind, group] : from) {
        for (const std::string &key : group) {
            if (!values->contains(key)) {
                co_return fail(ErrorCode::SecretMissing,
                               fmt::format("The secret {} has no value in {}, so nothing was "
                                           "moved.",
                                           key, displayNameFor(key)));
            }
            const auto known = m_records.find(key);
            SecretRecord record =
                known == m_records.end() ? SecretRecord{key, {}, {}, {}} : known->second;
            record.store = secrets::toText(to);
            records.push_back(std::move(record));
        }
    }
    auto copied = co_await copyAll(*values, to);
    if (!copied) {
        co_return fail(std::move(copied.error()));
    }
    const int count = static_cast<int>(records.size());
    // From here on they are in the other store; up to here they were in the old one.
    auto saved = co_await save(std::move(records));
    if (!saved) {
        Group copies;
        for (const auto &[key, value] : *values) {
            copies[to].push_back(key);
        }
        co_await dropCopies(std::move(copies));
        co_return fail(std::move(saved.error()));
    }
    co_await dropCopies(std::move(from));
    co_return count;
}

asio::awaitable<void> SecretLedger::noteUse(std::vector<std::string> keys)
{
    std::vector<SecretRecord> records;
    for (const std::string &key : keys) {
        SecretRecord record{key, std::string(secrets::toText(placeOf(key))), {}, {}};
        if (const auto known = m_records.find(key); known != m_records.end()) {
            record = known->second;
        }
        record.usedAt = m_clock.now();
        records.push_back(std::move(record));
    }
    auto turn = co_await m_writing->acquire();
    // What was changed or moved while this waited is newer than what it was to write.
    for (SecretRecord &record : records) {
        if (const auto known = m_records.find(record.key); known != m_records.end()) {
            record.store = known->second.store;
            record.changedAt = known->second.changedAt;
        }
    }
    const auto saved = co_await save(std::move(records));
    if (!saved) {
        log::logger("engine")->warn("the use of a secret was not noted: {}", saved.error().message);
    }
}

net::Task<> SecretLedger::check()
{
    return m_stores.check();
}

std::string SecretLedger::displayName() const
{
    return m_stores.displayName();
}

std::string SecretLedger::displayNameFor(const std::string &key) const
{
    const auto store = m_stores.storeOf(placeOf(key));
    return store ? (*store)->displayName() : std::string(secrets::toText(placeOf(key)));
}

} // namespace berth::engine
