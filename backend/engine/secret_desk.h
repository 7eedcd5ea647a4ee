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
/// are and who uses them, give one a new value, remove one, look after the store. Names and states
/// come out of here, values only go in.
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

    struct Entry
    {
        std::string key;
        State state = State::Unknown;
        std::vector<User> usedBy; ///< empty: no instance of this profile refers to it
    };

    struct Overview
    {
        std::vector<Entry> entries;         ///< by key
        std::optional<base::Error> problem; ///< why the states are unknown
    };

    SecretDesk(secrets::StoreChooser &store, Services services);

    net::asio::awaitable<Overview> overview();
    /// With `restart`, running instances that use it get it at once; a container keeps what it was
    /// started with. Returns how many were restarted.
    net::Task<int> set(std::string key, base::Secret value, bool restart);
    net::Task<> remove(std::string key);

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
