// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

#include <QFuture>

#include <optional>
#include <string>
#include <vector>

namespace berth::engine {

enum class SecretStoreKind
{
    Keychain,
    Infisical,
    EncryptedFile
};

inline constexpr SecretStoreKind allSecretStores[] = {
    SecretStoreKind::Keychain, SecretStoreKind::Infisical, SecretStoreKind::EncryptedFile};

/// "keychain", "infisical", "encrypted-file": as the setting secrets.store has it. What is none of
/// them is the keychain.
std::string_view secretStoreName(SecretStoreKind kind);
SecretStoreKind secretStoreFrom(std::string_view name);

enum class SecretState
{
    Present,
    Missing,
    Unknown ///< the store cannot list, or not now
};

struct SecretUser
{
    std::string instanceId;
    std::string instanceName;
    std::string variable; ///< or header, or "authentication.token"
};

/// One key in one store, without its value. A key has two entries when a copy was left in a store
/// that nobody looks into any more.
struct SecretEntry
{
    std::string key; ///< "mcp_instance_{id}_{NAME}"
    SecretState state = SecretState::Unknown;
    SecretStoreKind store = SecretStoreKind::Keychain;
    std::vector<SecretUser> usedBy;
    std::optional<base::Timestamp> changedAt; ///< unknown when it was not changed through Berth
    std::optional<base::Timestamp> usedAt;    ///< the last start that was given the value
    bool isOrphan = false;                    ///< Berth's own by its name, and used by nobody
    bool restartPending = false;              ///< something runs with the value before
};

struct SecretOverview
{
    std::vector<SecretEntry> entries;   ///< by key, then by store
    std::optional<base::Error> problem; ///< why some states are unknown
};

/// What an import from a .env text did.
struct SecretImport
{
    std::vector<std::string> stored;   ///< variables
    std::vector<std::string> replaced; ///< those of `stored` that had a value before
};

/// A machine identity of Infisical with Universal Auth; goes to the keychain and nowhere else.
struct InfisicalLogin
{
    base::Secret clientId;
    base::Secret clientSecret;
};

/// What may be asked of secrets and their stores. Every call returns at once. Which store is used
/// is a setting (secrets.store).
class SecretCommands
{
public:
    virtual ~SecretCommands() = default;

    virtual QFuture<base::Result<SecretOverview>> overview() = 0;
    /// With `restart`, running instances that use it get it at once. Without `store` it stays where
    /// it is; a new one goes to the profile's store. Ends with how many were restarted.
    virtual QFuture<base::Result<int>> setSecret(std::string key, base::Secret value, bool restart,
                                                 std::optional<SecretStoreKind> store) = 0;
    virtual QFuture<base::Status> removeSecret(std::string key) = 0;
    /// All of them or none. Ends with how many were moved.
    virtual QFuture<base::Result<int>> moveSecrets(std::vector<std::string> keys,
                                                   SecretStoreKind to) = 0;
    /// The only way on which a value comes back: for the eyes of the person who asked.
    virtual QFuture<base::Result<base::Secret>> revealSecret(std::string key) = 0;
    /// Removes those that are used by nobody still. Ends with how many were removed.
    virtual QFuture<base::Result<int>> sweepOrphans(std::vector<std::string> keys) = 0;
    /// Every variable of the text becomes a secret of the instance: all, or none.
    virtual QFuture<base::Result<SecretImport>> importEnv(base::Secret text, std::string instanceId,
                                                          std::optional<SecretStoreKind> store) = 0;

    /// Whether that store can be used now, chosen or not. SecretStoreMissing: an encrypted file
    /// without a passphrase yet, no keyring. SecretStoreLocked: it waits to be unlocked.
    virtual QFuture<base::Status> checkStore(SecretStoreKind kind) = 0;
    virtual QFuture<base::Status> setUpFile(base::Secret passphrase) = 0;
    /// Starts those instances again that waited for a secret.
    virtual QFuture<base::Status> unlockFile(base::Secret passphrase) = 0;
    virtual QFuture<base::Status> lockFile() = 0;
    virtual QFuture<base::Status> changePassphrase(base::Secret before, base::Secret after) = 0;
    /// For the Infisical and project that the settings name.
    virtual QFuture<base::Status> logInToInfisical(InfisicalLogin login) = 0;
};

} // namespace berth::engine
