// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/start_slots.h"
#include "secrets/store_chooser.h"
#include "store/store.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::engine {

/// The secrets of a profile, in whichever stores they are. Notes of each the store it is in, when
/// it was changed and when it was used; asks that store for it, and the profile's chosen store for
/// one it knows nothing of. A secret stays where it is when another store is chosen, until move().
/// Confined to the engine's executor.
class SecretLedger final : public secrets::SecretStore
{
public:
    SecretLedger(net::asio::any_io_executor executor, secrets::StoreChooser &stores,
                 store::Store &records, const base::Clock &clock);

    /// Reads the notes; before that it knows of nothing.
    net::Task<> load();

    net::Task<base::Secret> get(std::string key) override;
    net::Task<secrets::SecretMap> getAll(std::vector<std::string> keys) override;
    net::Task<> set(std::string key, base::Secret value) override;
    net::Task<> remove(std::string key) override;
    net::Task<> check() override;
    std::string displayName() const override;
    std::string displayNameFor(const std::string &key) const override;

    /// Stores the value in `kind`, from where it is read from then on.
    net::Task<> setIn(std::string key, base::Secret value, secrets::StoreKind kind);
    /// All of `keys`, or none; see SecretDesk::move().
    net::Task<int> move(std::vector<std::string> keys, secrets::StoreKind to);
    /// Notes that these were given to a server just now.
    net::asio::awaitable<void> noteUse(std::vector<std::string> keys);
    /// Removes a copy that is in `kind`; the note too when the note says so.
    net::Task<> removeFrom(std::string key, secrets::StoreKind kind);

    secrets::StoreKind placeOf(const std::string &key) const;
    const std::map<std::string, store::SecretRecord> &records() const
    {
        return m_records;
    }
    secrets::StoreChooser &stores()
    {
        return m_stores;
    }

private:
    using Group = std::map<secrets::StoreKind, std::vector<std::string>>;

    Group byPlace(const std::vector<std::string> &keys) const;
    net::Task<secrets::SecretMap> readAll(const Group &groups);
    net::Task<> write(std::string key, base::Secret value, secrets::StoreKind kind);
    net::Task<> rewrite(std::string key, base::Secret value, secrets::StoreKind kind);
    net::Task<> save(std::vector<store::SecretRecord> records);
    net::Task<> copyAll(const secrets::SecretMap &values, secrets::StoreKind to);
    net::asio::awaitable<void> dropCopies(Group copies);

    secrets::StoreChooser &m_stores;
    store::Store &m_store;
    const base::Clock &m_clock;
    std::map<std::string, store::SecretRecord> m_records;
    std::shared_ptr<StartSlots> m_writing; ///< one change at a time: each has several steps
};

} // namespace berth::engine
