// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/encrypted_file_store.h"
#include "secrets/infisical_store.h"
#include "secrets/secret_store.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace berth::secrets {

enum class StoreKind
{
    Keychain,
    Infisical,
    EncryptedFile
};

/// "keychain", "infisical", "encrypted-file": as in settings and on the command line.
std::string_view toText(StoreKind kind);
std::optional<StoreKind> storeKindFrom(std::string_view text);

struct StoreChoice
{
    StoreKind kind = StoreKind::Keychain;
    InfisicalOptions infisical;

    bool operator==(const StoreChoice &) const = default;
};

/// The secret store of a profile: whichever a person has chosen. It never goes over to another one
/// by itself, least of all when the chosen one fails.
class StoreChooser final : public SecretStore
{
public:
    struct Parts
    {
        net::asio::any_io_executor executor;
        std::unique_ptr<SecretStore> keychain;
        std::filesystem::path encryptedFile;
        KeyCost cost;
    };

    explicit StoreChooser(Parts parts);

    /// InvalidArgument when the choice cannot be; the last one then stays.
    base::Status choose(const StoreChoice &choice);
    /// For a choice out of a file that somebody edited: what is wrong with it is then the answer to
    /// every call.
    void chooseStored(const StoreChoice &choice);
    /// A store by its kind, whether it is the chosen one or not; an Infisical is the one whose
    /// settings were given last.
    base::Result<std::shared_ptr<SecretStore>> storeOf(StoreKind kind);
    /// Those that may hold something: Infisical only once it has settings.
    std::vector<StoreKind> known() const;
    StoreKind kind() const
    {
        return m_kind;
    }
    EncryptedFileStore &encryptedFile()
    {
        return *m_file;
    }
    /// Keeps them in the keychain, for the Infisical and project chosen now.
    net::Task<> setInfisicalCredentials(InfisicalCredentials credentials);

    net::Task<base::Secret> get(std::string key) override;
    net::Task<SecretMap> getAll(std::vector<std::string> keys) override;
    net::Task<> set(std::string key, base::Secret value) override;
    net::Task<> remove(std::string key) override;
    net::Task<std::vector<std::string>> names() override;
    StoreCapabilities capabilities() const override;
    net::Task<> check() override;
    std::string displayName() const override;

private:
    using Chosen = std::shared_ptr<SecretStore>;

    /// The chosen store, held for as long as a call lasts.
    base::Result<Chosen> chosen() const;
    base::Result<Chosen> make(const StoreChoice &choice);

    net::asio::any_io_executor m_executor;
    std::shared_ptr<SecretStore> m_keychain;
    std::shared_ptr<EncryptedFileStore> m_file;
    StoreKind m_kind = StoreKind::Keychain;
    InfisicalOptions m_infisical;
    Chosen m_otherInfisical; ///< made when it was wanted though not chosen
    Chosen m_chosen;         ///< null when the stored choice was wrong
    std::optional<base::Error> m_problem;
};

} // namespace berth::secrets
