// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "secrets/store_chooser.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace berth::engine {

/// What a person does with secrets other than typing one into an instance's form: see which there
/// are and who uses them, give one a new value, move or remove one, look after the store. Names and
/// states come out of here; values go in, and come out of reveal() alone.
class SecretDesk
{
public:
    struct Services
    {
        std::function<std::vector<InstanceSnapshot>()> instances;
        std::function<net::Task<>(std::string)> start;
        std::function<net::Task<>(std::string)> restart;
        /// Looks at the store again for the status bar.
        std::function<net::asio::awaitable<void>()> recheck;
    };

    enum class State
    {
        Present,
        Missing,
        Unknown ///< the store cannot list, or not now
    };

    struct User
    {
        std::string instanceId;
        std::string instanceName;
        std::string variable;
    };

    /// One key in one store. A key has two entries when a copy of it was left in a store that
    /// nobody looks into any more; that copy is an orphan.
    struct Entry
    {
        std::string key;
        State state = State::Unknown;
        std::string store;        ///< the word for it, as secrets::toText() writes it
        std::vector<User> usedBy; ///< empty: no instance of this profile refers to it
        std::optional<base::Timestamp> changedAt; ///< unknown when it was not changed through Berth
        std::optional<base::Timestamp> usedAt;    ///< the last start that was given the value
        /// Kept in the store, named as Berth names its own, and used by nobody.
        bool isOrphan = false;
        /// A server that runs now was started with the value before.
        bool restartPending = false;
    };

    struct Overview
    {
        std::vector<Entry> entries; ///< by key, then by store
        /// Why some states are unknown: the first store that could not be read.
        std::optional<base::Error> problem;
    };

    /// What importEnv() did.
    struct EnvImport
    {
        std::vector<std::string> stored;   ///< variables, in the order of the text
        std::vector<std::string> replaced; ///< those of `stored` that had a value before
    };

    SecretDesk(secrets::StoreChooser &store, Services services);

    net::asio::awaitable<Overview> overview();
    /// With `restart`, running instances that use it get it at once; else a container keeps what it
    /// was started with, and its entry says restartPending. Returns how many were restarted.
    /// Without `store` the secret stays where it is; a new one goes to the profile's store.
    net::Task<int> set(std::string key, base::Secret value, bool restart,
                       std::optional<secrets::StoreKind> store = {});
    /// From the store it is in.
    net::Task<> remove(std::string key);
    /// Takes all of `keys` to another store, or none: on an error, and after the end of this
    /// process at any moment, either every one is where it was or every one is where it shall be.
    /// Returns how many were moved; those that are there already do not count. Copies that could
    /// not be removed from the old store are orphans there.
    net::Task<int> move(std::vector<std::string> keys, secrets::StoreKind to);
    /// The value, for the window alone: no other way leads out of Berth. Wiped when the caller
    /// lets it go.
    net::Task<base::Secret> reveal(std::string key);
    /// Removes those of `keys` that are orphans, from wherever they are. One that is used by now
    /// stays. Returns how many were removed.
    net::Task<int> sweepOrphans(std::vector<std::string> keys);
    /// Stores every variable of a .env text as a secret of the instance and refers to it in the
    /// instance's environment: all, or none. InvalidArgument names the line, never a value.
    net::Task<EnvImport> importEnv(base::Secret text, std::string instanceId,
                                   std::optional<secrets::StoreKind> store = {});
    /// Whether that store can be used now, chosen or not.
    net::Task<> checkStore(secrets::StoreKind kind);

    net::Task<> setUpFile(base::Secret passphrase);
    /// Starts those instances again that need a secret and failed.
    net::Task<> unlockFile(base::Secret passphrase);
    net::Task<> lockFile();
    net::Task<> changePassphrase(base::Secret before, base::Secret after);
    net::Task<> logInToInfisical(secrets::InfisicalCredentials credentials);

    secrets::StoreChooser &store()
    {
        return m_store;
    }

private:
    std::vector<Entry> used() const;
    net::asio::awaitable<void> startAgain();
    /// Whoever waits for the store may go on, and the status bar knows.
    net::asio::awaitable<base::Status> afterwards(base::Status done);

    secrets::StoreChooser &m_store;
    Services m_services;
};

} // namespace berth::engine
