// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/infisical_names.h"
#include "secrets/infisical_session.h"
#include "secrets/secret_store.h"

#include <memory>
#include <string>
#include <vector>

namespace berth::secrets {

/// Secrets in an Infisical, over its REST API (v4). References inside of values (`${NAME}`) and
/// imports of other folders are not followed: what was set is what comes back. Further errors:
/// Unauthorized, Forbidden, NotFound (project, environment, folder), Conflict (the change waits for
/// approval), Unavailable, ProtocolError.
class InfisicalStore final : public SecretStore
{
public:
    /// InvalidArgument names the option that is wrong.
    static base::Result<std::unique_ptr<InfisicalStore>>
    make(net::asio::any_io_executor executor, InfisicalOptions options,
         InfisicalSession::CredentialSource credentials,
         InfisicalSession::Now now = InfisicalSession::Clock::now);

    net::Task<base::Secret> get(std::string key) override;
    /// One login at most, and one round trip per folder.
    net::Task<SecretMap> getAll(std::vector<std::string> keys) override;
    /// InvalidArgument for a value that Infisical would change: it cuts blanks off both ends.
    net::Task<> set(std::string key, base::Secret value) override;
    net::Task<> remove(std::string key) override;
    net::Task<std::vector<std::string>> names() override;
    StoreCapabilities capabilities() const override
    {
        return {true, true};
    }
    /// Logs in if need be and looks into the folder, without reading a value.
    net::Task<> check() override;
    std::string displayName() const override;

private:
    using Failable = net::asio::awaitable<tl::expected<InfisicalAnswer, InfisicalFailure>>;
    /// What of a folder is wanted: key by name.
    using Wanted = std::map<std::string, std::string>;

    InfisicalStore(net::asio::any_io_executor executor, net::Url site, InfisicalNames names,
                   InfisicalOptions options, InfisicalSession::CredentialSource credentials,
                   InfisicalSession::Now now);

    net::Task<SecretMap> readOne(InfisicalPlace place, std::string key);
    net::Task<SecretMap> readFolder(std::string folder, Wanted wanted);
    Failable list(std::string folder, bool withValues, bool recursive);
    Failable write(std::string method, InfisicalPlace place, std::string body);
    Failable makeFolder(std::string folder);
    Failable createWithFolder(InfisicalPlace place, std::string body);
    std::string query(const std::string &folder) const;
    base::Json place(const std::string &folder) const;
    bool isOptional(const std::string &folder) const
    {
        return folder != m_names.basePath();
    }

    InfisicalNames m_names;
    InfisicalOptions m_options;
    InfisicalSession m_session;
};

} // namespace berth::secrets
