// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/secret_adapter.h"

#include "engine/secret_desk.h"

namespace berth::engine {

using base::Result;
using base::Secret;
using base::Status;

namespace {

secrets::StoreKind toStore(SecretStoreKind kind)
{
    return secrets::storeKindFrom(secretStoreName(kind)).value_or(secrets::StoreKind::Keychain);
}

std::optional<secrets::StoreKind> toStore(std::optional<SecretStoreKind> kind)
{
    return kind ? std::optional(toStore(*kind)) : std::nullopt;
}

SecretState toState(SecretDesk::State state)
{
    switch (state) {
    case SecretDesk::State::Present:
        return SecretState::Present;
    case SecretDesk::State::Missing:
        return SecretState::Missing;
    case SecretDesk::State::Unknown:
        break;
    }
    return SecretState::Unknown;
}

SecretEntry toEntry(SecretDesk::Entry from)
{
    SecretEntry entry;
    entry.key = std::move(from.key);
    entry.state = toState(from.state);
    entry.store = secretStoreFrom(from.store);
    for (SecretDesk::User &user : from.usedBy) {
        entry.usedBy.push_back(
            {std::move(user.instanceId), std::move(user.instanceName), std::move(user.variable)});
    }
    entry.changedAt = from.changedAt;
    entry.usedAt = from.usedAt;
    entry.isOrphan = from.isOrphan;
    entry.restartPending = from.restartPending;
    return entry;
}

net::Task<SecretOverview> readOverview(SecretDesk &desk)
{
    SecretDesk::Overview from = co_await desk.overview();
    SecretOverview overview;
    overview.problem = std::move(from.problem);
    for (SecretDesk::Entry &entry : from.entries) {
        overview.entries.push_back(toEntry(std::move(entry)));
    }
    co_return overview;
}

net::Task<SecretImport> import(SecretDesk &desk, Secret text, std::string instanceId,
                               std::optional<secrets::StoreKind> store)
{
    auto done = co_await desk.importEnv(std::move(text), std::move(instanceId), store);
    if (!done) {
        co_return base::fail(std::move(done.error()));
    }
    co_return SecretImport{std::move(done->stored), std::move(done->replaced)};
}

} // namespace

QFuture<Result<SecretOverview>> SecretAdapter::overview()
{
    return m_link.run<SecretOverview>(
        [](Engine &engine) { return readOverview(engine.secretDesk()); });
}

QFuture<Result<int>> SecretAdapter::setSecret(std::string key, Secret value, bool restart,
                                              std::optional<SecretStoreKind> store)
{
    return m_link.run<int>([key = std::move(key), value = std::move(value), restart,
                            store = toStore(store)](Engine &engine) mutable {
        return engine.secretDesk().set(std::move(key), std::move(value), restart, store);
    });
}

QFuture<Status> SecretAdapter::removeSecret(std::string key)
{
    return m_link.run<void>([key = std::move(key)](Engine &engine) mutable {
        return engine.secretDesk().remove(std::move(key));
    });
}

QFuture<Result<int>> SecretAdapter::moveSecrets(std::vector<std::string> keys, SecretStoreKind to)
{
    return m_link.run<int>([keys = std::move(keys), to = toStore(to)](Engine &engine) mutable {
        return engine.secretDesk().move(std::move(keys), to);
    });
}

QFuture<Result<Secret>> SecretAdapter::revealSecret(std::string key)
{
    return m_link.run<Secret>([key = std::move(key)](Engine &engine) mutable {
        return engine.secretDesk().reveal(std::move(key));
    });
}

QFuture<Result<int>> SecretAdapter::sweepOrphans(std::vector<std::string> keys)
{
    return m_link.run<int>([keys = std::move(keys)](Engine &engine) mutable {
        return engine.secretDesk().sweepOrphans(std::move(keys));
    });
}

QFuture<Result<SecretImport>> SecretAdapter::importEnv(Secret text, std::string instanceId,
                                                       std::optional<SecretStoreKind> store)
{
    return m_link.run<SecretImport>([text = std::move(text), instanceId = std::move(instanceId),
                                     store = toStore(store)](Engine &engine) mutable {
        return import(engine.secretDesk(), std::move(text), std::move(instanceId), store);
    });
}

QFuture<Status> SecretAdapter::checkStore(SecretStoreKind kind)
{
    return m_link.run<void>(
        [kind = toStore(kind)](Engine &engine) { return engine.secretDesk().checkStore(kind); });
}

QFuture<Status> SecretAdapter::setUpFile(Secret passphrase)
{
    return m_link.run<void>([passphrase = std::move(passphrase)](Engine &engine) mutable {
        return engine.secretDesk().setUpFile(std::move(passphrase));
    });
}

QFuture<Status> SecretAdapter::unlockFile(Secret passphrase)
{
    return m_link.run<void>([passphrase = std::move(passphrase)](Engine &engine) mutable {
        return engine.secretDesk().unlockFile(std::move(passphrase));
    });
}

QFuture<Status> SecretAdapter::lockFile()
{
    return m_link.run<void>([](Engine &engine) { return engine.secretDesk().lockFile(); });
}

QFuture<Status> SecretAdapter::changePassphrase(Secret before, Secret after)
{
    return m_link.run<void>(
        [before = std::move(before), after = std::move(after)](Engine &engine) mutable {
            return engine.secretDesk().changePassphrase(std::move(before), std::move(after));
        });
}

QFuture<Status> SecretAdapter::logInToInfisical(InfisicalLogin login)
{
    return m_link.run<void>([login = std::move(login)](Engine &engine) mutable {
        return engine.secretDesk().logInToInfisical(
            {std::move(login.clientId), std::move(login.clientSecret)});
    });
}

} // namespace berth::engine
