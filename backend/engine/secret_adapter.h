// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine_link.h"
#include "engine/facade/secrets.h"

namespace berth::engine {

/// SecretCommands over a real engine's SecretDesk. Lives on the GUI thread.
class SecretAdapter final : public SecretCommands
{
public:
    explicit SecretAdapter(EngineLink &link)
        : m_link(link)
    {}

    QFuture<base::Result<SecretOverview>> overview() override;
    QFuture<base::Result<int>> setSecret(std::string key, base::Secret value, bool restart,
                                         std::optional<SecretStoreKind> store) override;
    QFuture<base::Status> removeSecret(std::string key) override;
    QFuture<base::Result<int>> moveSecrets(std::vector<std::string> keys,
                                           SecretStoreKind to) override;
    QFuture<base::Result<base::Secret>> revealSecret(std::string key) override;
    QFuture<base::Result<int>> sweepOrphans(std::vector<std::string> keys) override;
    QFuture<base::Result<SecretImport>> importEnv(base::Secret text, std::string instanceId,
                                                  std::optional<SecretStoreKind> store) override;
    QFuture<base::Status> checkStore(SecretStoreKind kind) override;
    QFuture<base::Status> setUpFile(base::Secret passphrase) override;
    QFuture<base::Status> unlockFile(base::Secret passphrase) override;
    QFuture<base::Status> lockFile() override;
    QFuture<base::Status> changePassphrase(base::Secret before, base::Secret after) override;
    QFuture<base::Status> logInToInfisical(InfisicalLogin login) override;

private:
    EngineLink &m_link;
};

} // namespace berth::engine
