// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/store_chooser.h"

#include <array>
#include <utility>

namespace berth::secrets {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Secret;
using base::Status;

namespace {

constexpr std::array<std::pair<StoreKind, std::string_view>, 3> kinds = {{
    {StoreKind::Keychain, "keychain"},
    {StoreKind::Infisical, "infisical"},
    {StoreKind::EncryptedFile, "encrypted-file"},
}};

constexpr const char *clientIdField = "client_id";
constexpr const char *clientSecretField = "client_secret";

/// Profiles share the keychain, so the key says which Infisical and project it is about.
std::string credentialKey(const InfisicalOptions &options, const char *field)
{
    return "infisical " + options.site + ' ' + options.projectId + ' ' + field;
}

net::Task<InfisicalCredentials> readCredentials(std::shared_ptr<SecretStore> keychain,
                                                InfisicalOptions options)
{
    const std::string idKey = credentialKey(options, clientIdField);
    const std::string secretKey = credentialKey(options, clientSecretField);
    std::vector<std::string> keys{idKey, secretKey};
    auto found = co_await keychain->getAll(std::move(keys));
    if (!found) {
        base::Error error = std::move(found.error());
        error.message =
            "The login to Infisical is in the keychain, which could not be read. " + error.message;
        co_return fail(std::move(error));
    }
    if (found->size() != 2) {
        co_return fail(ErrorCode::Unauthorized,
                       "Berth has no login to Infisical yet. Enter the client id and secret of a "
                       "machine identity with \"berth secret store login\".");
    }
    co_return InfisicalCredentials{std::move(found->at(idKey)), std::move(found->at(secretKey))};
}

} // namespace

std::string_view toText(StoreKind kind)
{
    for (const auto &[known, text] : kinds) {
        if (known == kind) {
            return text;
        }
    }
    return {};
}

std::optional<StoreKind> storeKindFrom(std::string_view text)
{
    for (const auto &[kind, known] : kinds) {
        if (known == text) {
            return kind;
        }
    }
    return std::nullopt;
}

StoreChooser::StoreChooser(Parts parts)
    : m_executor(std::move(parts.executor))
    , m_keychain(std::move(parts.keychain))
    , m_file(std::make_shared<EncryptedFileStore>(std::move(parts.encryptedFile), parts.cost))
    , m_chosen(m_keychain)
{}

Result<StoreChooser::Chosen> StoreChooser::make(const StoreChoice &choice)
{
    switch (choice.kind) {
    case StoreKind::EncryptedFile:
        return Chosen(m_file);
    case StoreKind::Infisical: {
        auto source = [keychain = m_keychain, options = choice.infisical] {
            return readCredentials(keychain, options);
        };
        auto store = InfisicalStore::make(m_executor, choice.infisical, std::move(source));
        if (!store) {
            return fail(store.error());
        }
        return Chosen(std::move(*store));
    }
    case StoreKind::Keychain:
        break;
    }
    return m_keychain;
}

Status StoreChooser::choose(const StoreChoice &choice)
{
    auto made = make(choice);
    if (!made) {
        return fail(made.error());
    }
    m_chosen = std::move(*made);
    m_otherInfisical.reset();
    m_kind = choice.kind;
    m_infisical = choice.infisical;
    m_problem.reset();
    return {};
}

void StoreChooser::chooseStored(const StoreChoice &choice)
{
    if (Status done = choose(choice); !done) {
        m_kind = choice.kind;
        m_infisical = choice.infisical;
        m_chosen.reset();
        m_otherInfisical.reset();
        m_problem = done.error();
    }
}

Result<std::shared_ptr<SecretStore>> StoreChooser::storeOf(StoreKind kind)
{
    if (kind == m_kind) {
        return chosen();
    }
    if (kind != StoreKind::Infisical) {
        return make({kind, m_infisical});
    }
    if (!m_otherInfisical) { // kept, since it has a login
        auto made = make({kind, m_infisical});
        if (!made) {
            return fail(made.error());
        }
        m_otherInfisical = std::move(*made);
    }
    return m_otherInfisical;
}

std::vector<StoreKind> StoreChooser::known() const
{
    std::vector<StoreKind> all = {StoreKind::Keychain, StoreKind::EncryptedFile};
    if (m_kind == StoreKind::Infisical || !m_infisical.projectId.empty()) {
        all.push_back(StoreKind::Infisical);
    }
    return all;
}

Result<StoreChooser::Chosen> StoreChooser::chosen() const
{
    if (m_problem) {
        return fail(*m_problem);
    }
    return m_chosen;
}

net::Task<> StoreChooser::setInfisicalCredentials(InfisicalCredentials credentials)
{
    const auto keychain = m_keychain;
    const InfisicalOptions options = m_infisical;
    if (options.site.empty() || options.projectId.empty()) {
        co_return fail(ErrorCode::Conflict, "Set the address of Infisical and the project's id "
                                            "first: a login belongs to them.");
    }
    auto kept = co_await keychain->set(credentialKey(options, clientIdField),
                                       std::move(credentials.clientId));
    if (kept) {
        kept = co_await keychain->set(credentialKey(options, clientSecretField),
                                      std::move(credentials.clientSecret));
    }
    if (kept && m_kind == StoreKind::Infisical && options == m_infisical) {
        // A new session knows nothing of the login that was refused.
        co_return choose({StoreKind::Infisical, options});
    }
    co_return kept;
}

net::Task<Secret> StoreChooser::get(std::string key)
{
    const auto store = chosen();
    if (!store) {
        co_return fail(store.error());
    }
    co_return co_await (*store)->get(std::move(key));
}

net::Task<SecretMap> StoreChooser::getAll(std::vector<std::string> keys)
{
    const auto store = chosen();
    if (!store) {
        co_return fail(store.error());
    }
    co_return co_await (*store)->getAll(std::move(keys));
}

net::Task<> StoreChooser::set(std::string key, Secret value)
{
    const auto store = chosen();
    if (!store) {
        co_return fail(store.error());
    }
    co_return co_await (*store)->set(std::move(key), std::move(value));
}

net::Task<> StoreChooser::remove(std::string key)
{
    const auto store = chosen();
    if (!store) {
        co_return fail(store.error());
    }
    co_return co_await (*store)->remove(std::move(key));
}

net::Task<std::vector<std::string>> StoreChooser::names()
{
    const auto store = chosen();
    if (!store) {
        co_return fail(store.error());
    }
    co_return co_await (*store)->names();
}

net::Task<> StoreChooser::check()
{
    const auto store = chosen();
    if (!store) {
        co_return fail(store.error());
    }
    co_return co_await (*store)->check();
}

StoreCapabilities StoreChooser::capabilities() const
{
    return m_chosen ? m_chosen->capabilities() : StoreCapabilities{false, false};
}

std::string StoreChooser::displayName() const
{
    return m_chosen ? m_chosen->displayName() : std::string(toText(m_kind));
}

} // namespace berth::secrets
