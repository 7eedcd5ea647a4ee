// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/worker_thread.h"
#include "secrets/sealed_file.h"
#include "secrets/secret_store.h"

#include <filesystem>
#include <memory>
#include <string>

namespace berth::secrets {

/// Secrets in a file that a passphrase opens, for machines without a keyring. Of what is in it only
/// the key stays in memory, and only while the store is unlocked; the passphrase is kept nowhere.
/// A file that is damaged or from a newer Berth is refused and left as it is. Only one process may
/// write the file; the lock of the profile sees to that.
class EncryptedFileStore final : public SecretStore
{
public:
    enum class State
    {
        Absent, ///< no file yet: setUp() makes it
        Locked,
        Unlocked
    };

    explicit EncryptedFileStore(std::filesystem::path file, KeyCost cost = {});
    ~EncryptedFileStore() override;

    /// Makes the file and leaves it unlocked. AlreadyExists rather than ever replacing one.
    net::Task<> setUp(base::Secret passphrase);
    /// Unauthorized when the passphrase is wrong; what was unlocked stays so.
    net::Task<> unlock(base::Secret passphrase);
    net::asio::awaitable<void> lock();
    /// New salt, new key, everything encrypted anew; all of it or nothing.
    net::Task<> changePassphrase(base::Secret before, base::Secret after);
    net::Task<State> state();

    net::Task<base::Secret> get(std::string key) override;
    net::Task<SecretMap> getAll(std::vector<std::string> keys) override;
    net::Task<> set(std::string key, base::Secret value) override;
    net::Task<> remove(std::string key) override;
    net::Task<std::vector<std::string>> names() override;
    StoreCapabilities capabilities() const override
    {
        return {true, true};
    }
    net::Task<> check() override;
    std::string displayName() const override;

private:
    class Vault;

    std::shared_ptr<Vault> m_vault; ///< used on the worker only
    net::WorkerThread m_worker;
};

/// A passphrase that is long enough to be worth the trouble; says what is wrong with it if not.
base::Status checkPassphrase(const base::Secret &passphrase);

} // namespace berth::secrets
