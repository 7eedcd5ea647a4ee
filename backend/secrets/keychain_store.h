// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/worker_thread.h"
#include "secrets/keychain_job.h"
#include "secrets/secret_service_probe.h"
#include "secrets/secret_store.h"

#include <chrono>
#include <string>

class QObject;

namespace berth::secrets {

/// The keyring of the desktop through QtKeychain: the Secret Service, or KWallet in Plasma 5.
/// The caller's executor must be a strand or run on one thread, and outlive the store.
class KeychainStore final : public SecretStore
{
public:
    struct Options
    {
        /// Attribute that sets Berth's entries apart; tests and profiles use their own.
        std::string service = "Berth";
        /// Long, because a person may be asked for the keyring's password meanwhile.
        std::chrono::milliseconds timeout{120000};
    };

    /// Made on the thread of `context`, where QtKeychain's jobs then run; the thread needs a Qt
    /// event loop. When `context` goes first, calls answer Unavailable.
    explicit KeychainStore(QObject *context);
    KeychainStore(QObject *context, Options options);

    net::Task<base::Secret> get(std::string key) override;
    net::Task<SecretMap> getAll(std::vector<std::string> keys) override;
    net::Task<> set(std::string key, base::Secret value) override;
    net::Task<> remove(std::string key) override;
    /// Never asks a person anything. SecretStoreLocked need not stop get() and set(): they let the
    /// keyring ask for its password.
    net::Task<> check() override;
    /// Every profile of this person shares one keyring, so these may be other profiles' names.
    net::Task<std::vector<std::string>> names() override;
    StoreCapabilities capabilities() const override;
    std::string displayName() const override;

private:
    using Presence = SecretServiceProbe::Presence;

    /// Everything that no password prompt can mend.
    net::Task<> requireService();
    /// As requireService(); and whether another process provides the keyring than at the last call.
    net::Task<bool> keyringWasReplaced();
    net::Task<KeychainAnswer> ask(KeychainRequest::Kind kind, std::string key, base::Secret value);
    net::Task<KeychainAnswer> askKeyring(KeychainRequest::Kind kind, std::string key,
                                         base::Secret value, bool newKeyring);
    net::Task<base::Secret> read(std::string key, bool newKeyring);
    /// Those values that are in no locked keyring, all with one call.
    net::asio::awaitable<SecretMap> readWhatIsOpen(std::vector<std::string> keys);
    /// What became of an entry; Present with KWallet, which QtKeychain reports faithfully.
    net::Task<Presence> find(std::string key);
    /// The error behind an answer that is neither Done nor NotFound.
    net::Task<> explain(KeychainAnswer answer, std::string_view doing, std::string key);
    base::Status checkLoop() const;

    Options m_options;
    KeychainJobs m_jobs;
    SecretServiceProbe m_probe;
    bool m_kwallet = false;
    std::string m_owner;
    net::WorkerThread m_worker;
};

} // namespace berth::secrets
