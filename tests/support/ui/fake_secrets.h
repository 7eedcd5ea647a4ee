// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/secrets.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace berth::test {

/// A command as the page gave it.
struct SecretCall
{
    std::string name;
    std::string key; ///< the first one of several
    bool restart = false;
    std::optional<engine::SecretStoreKind> store;
};

/// SecretCommands in memory, for widget tests and screenshots only. Commands are recorded and
/// answered at once.
class FakeSecrets final : public engine::SecretCommands
{
public:
    QFuture<base::Result<engine::SecretOverview>> overview() override;
    QFuture<base::Result<int>> setSecret(std::string key, base::Secret value, bool restart,
                                         std::optional<engine::SecretStoreKind> store) override;
    QFuture<base::Status> removeSecret(std::string key) override;
    QFuture<base::Result<int>> moveSecrets(std::vector<std::string> keys,
                                           engine::SecretStoreKind to) override;
    QFuture<base::Result<base::Secret>> revealSecret(std::string key) override;
    QFuture<base::Result<int>> sweepOrphans(std::vector<std::string> keys) override;
    QFuture<base::Result<engine::SecretImport>>
    importEnv(base::Secret text, std::string instanceId,
              std::optional<engine::SecretStoreKind> store) override;
    QFuture<base::Status> checkStore(engine::SecretStoreKind kind) override;
    QFuture<base::Status> setUpFile(base::Secret passphrase) override;
    QFuture<base::Status> unlockFile(base::Secret passphrase) override;
    QFuture<base::Status> lockFile() override;
    QFuture<base::Status> changePassphrase(base::Secret before, base::Secret after) override;
    QFuture<base::Status> logInToInfisical(engine::InfisicalLogin login) override;

    /// What the next overview() answers.
    void setEntries(std::vector<engine::SecretEntry> entries)
    {
        m_overview.entries = std::move(entries);
    }
    void setProblem(std::optional<base::Error> problem)
    {
        m_overview.problem = std::move(problem);
    }
    /// overview() fails as a whole.
    void setFailure(std::optional<base::Error> failure)
    {
        m_failure = std::move(failure);
    }
    /// What checkStore() answers; without one the store is fine.
    void setStoreError(engine::SecretStoreKind kind, std::optional<base::Error> error);
    /// The next command answers this instead of succeeding.
    void failNext(base::Error error)
    {
        m_nextError = std::move(error);
    }
    /// Commands but overview() and checkStore().
    const std::vector<SecretCall> &calls() const
    {
        return m_calls;
    }
    /// The value or passphrase that came last.
    const base::Secret &lastValue() const
    {
        return m_lastValue;
    }
    void setRevealed(base::Secret value)
    {
        m_revealed = std::move(value);
    }

private:
    QFuture<base::Status> answer(SecretCall call);
    QFuture<base::Result<int>> answerCount(SecretCall call, int count);

    engine::SecretOverview m_overview;
    std::optional<base::Error> m_failure;
    std::map<engine::SecretStoreKind, base::Error> m_storeErrors;
    std::optional<base::Error> m_nextError;
    std::vector<SecretCall> m_calls;
    base::Secret m_lastValue;
    base::Secret m_revealed;
};

/// Secrets in every state that fit the sample instances.
std::vector<engine::SecretEntry> sampleSecrets(base::Timestamp now);

} // namespace berth::test
