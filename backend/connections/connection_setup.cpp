// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/connection_setup.h"

#include "redis/redis_url.h"

#include <utility>

namespace berth::connections {

using base::ErrorCode;

namespace {

/// Empty when there is none. A connection that was never saved has nothing in the store.
net::Task<base::Secret> stored(const model::Connection &connection, const SecretSource &secrets,
                               std::string key)
{
    if (connection.id.empty()) {
        co_return base::Secret();
    }
    auto found = co_await secrets(std::move(key));
    if (!found && found.error().code == ErrorCode::SecretMissing) {
        co_return base::Secret();
    }
    co_return found;
}

} // namespace

net::Task<redis::ConnectOptions> redisOptions(const model::Connection &connection,
                                              const SecretSource &secrets,
                                              std::optional<base::Secret> password)
{
    auto address = redis::parseRedisUrl(connection.url);
    if (!address) {
        co_return base::fail(address.error());
    }
    redis::ConnectOptions options;
    options.address = std::move(*address);
    options.tls = {connection.caFile, connection.certificateFile, connection.keyFile};
    if (!password) {
        auto kept =
            co_await stored(connection, secrets, model::connectionPasswordKey(connection.id));
        if (!kept) {
            co_return base::fail(kept.error());
        }
        password = std::move(*kept);
    }
    options.address.password = std::move(*password);
    co_return options;
}

net::Task<std::unique_ptr<PlatformClient>> platformOf(net::asio::any_io_executor executor,
                                                      const model::Connection &connection,
                                                      const SecretSource &secrets,
                                                      std::optional<base::Secret> token)
{
    if (connection.platformUrl.empty()) {
        co_return std::unique_ptr<PlatformClient>();
    }
    if (!token) {
        auto kept = co_await stored(connection, secrets, model::connectionTokenKey(connection.id));
        if (!kept) {
            co_return base::fail(kept.error());
        }
        token = std::move(*kept);
    }
    co_return PlatformClient::make(std::move(executor), connection.platformUrl, connection.caFile,
                                   std::move(*token));
}

} // namespace berth::connections
