// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "attach_options.h"

#include "model/validation.h"
#include "redis/redis_url.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <cstdlib>

namespace berth::app {

using base::ErrorCode;
using engine::Engine;
using model::Connection;

namespace {

constexpr int idLength = 16;

/// Taken out of the environment, so that the programs that Berth starts do not get it.
std::string takeVariable(const char *name)
{
    const char *value = std::getenv(name);
    std::string taken = value == nullptr ? std::string() : std::string(value);
    unsetenv(name);
    return taken;
}

/// The same for the same Redis, database and role, whoever logs in.
std::string stableId(const Connection &connection)
{
    const QByteArray text =
        QByteArray::fromStdString(connection.url + ' ' + std::string(roleName(connection.role)));
    const QByteArray digest = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    return "redis-" + digest.toHex().left(idLength).toStdString();
}

} // namespace

base::Result<std::optional<Engine::AdHocConnection>> attachment(const AttachOptions &options,
                                                                model::ConnectionRole defaultRole)
{
    std::string url = options.url;
    if (url.empty() && !options.role.empty()) {
        url = takeVariable("REDIS_URL");
        if (url.empty()) {
            return base::fail(ErrorCode::InvalidArgument,
                              "--role needs a Redis: give its address with --redis or in the "
                              "environment variable REDIS_URL.");
        }
    }
    if (url.empty()) {
        return std::nullopt;
    }
    auto address = redis::parseRedisUrl(url);
    base::wipeString(url);
    if (!address) {
        return base::fail(address.error());
    }
    Engine::AdHocConnection made;
    Connection &connection = made.connection;
    made.password = address->password;
    connection.url = redis::plainUrl(*address);
    const auto role =
        options.role.empty() ? std::optional(defaultRole) : model::roleFromName(options.role);
    if (!role) {
        return base::fail(ErrorCode::InvalidArgument, "--role knows manager, console and watch.");
    }
    connection.role = *role;
    connection.name =
        options.name.empty() ? redis::displayUrl({address->endpoint, {}, {}, {}}) : options.name;
    connection.mark = options.isProduction ? model::ConnectionMark::Production
                                           : model::ConnectionMark::Development;
    connection.caFile = options.caFile;
    connection.certificateFile = options.certificateFile;
    connection.keyFile = options.keyFile;
    connection.platformUrl = options.platformUrl;
    connection.id = stableId(connection);
    if (options.leaseSeconds) {
        connection.lease = std::chrono::seconds(*options.leaseSeconds);
    }
    if (auto checked = model::readConnection(toJson(connection)); !checked) {
        return base::fail(model::toError(checked.error()));
    }
    made.platformToken = base::Secret(takeVariable("BERTH_PLATFORM_TOKEN"));
    return std::optional(std::move(made));
}

} // namespace berth::app
