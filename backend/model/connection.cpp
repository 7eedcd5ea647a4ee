// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/connection.h"

#include "model/http_url.h"
#include "model/object_reader.h"

#include <algorithm>

namespace berth::model {

namespace {

/// Everything between the scheme and the host that could be a password.
bool holdsPassword(std::string_view url)
{
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) {
        return false;
    }
    const std::string_view rest = url.substr(scheme + 3);
    const std::string_view authority = rest.substr(0, rest.find('/'));
    const auto at = authority.rfind('@');
    return at != std::string_view::npos && authority.substr(0, at).find(':') != std::string::npos;
}

bool isRedisUrl(std::string_view url)
{
    return url.starts_with("redis://") || url.starts_with("rediss://") ||
           url.starts_with("unix://");
}

void readUrl(ObjectReader &reader, Connection &connection)
{
    constexpr const char *expected = "redis://host:port, rediss://host:port or unix:///path";
    const auto member = reader.find({"url"});
    if (!member) {
        reader.require("url", "The address of the Redis is missing.", expected);
        return;
    }
    connection.url = reader.text({"url"}, Show::TypeOnly).value_or(std::string());
    if (holdsPassword(connection.url)) {
        addViolation(reader.violations(), member.pointer,
                     "The address holds a password. It belongs into the field for it.",
                     "a password", "an address without a password");
        connection.url.clear();
    } else if (!isRedisUrl(connection.url)) {
        addViolation(reader.violations(), member.pointer, "The address is not that of a Redis.",
                     "something else", expected);
    }
}

void readPlatform(ObjectReader &reader, Connection &connection)
{
    connection.platformUrl = reader.text({"platform_url"}).value_or(std::string());
    if (!connection.platformUrl.empty() && !httpUrlProblem(connection.platformUrl).empty()) {
        addViolation(reader.violations(), base::appendPointer(reader.pointer(), "platform_url"),
                     "The address of the platform's API is not usable.", "something else",
                     "a URL such as https://agents.example.com/v1");
    }
}

template <typename Enum>
void readWord(ObjectReader &reader, const char *name, Enum &target,
              std::optional<Enum> (*fromName)(std::string_view), const char *expected)
{
    const auto text = reader.text({name});
    if (!text) {
        return;
    }
    if (const auto value = fromName(*text)) {
        target = *value;
        return;
    }
    addViolation(reader.violations(), base::appendPointer(reader.pointer(), name),
                 '"' + std::string(name) + "\" has a word that Berth does not know.", *text,
                 expected);
}

void readTimes(ObjectReader &reader, Connection &connection)
{
    if (const auto lease =
            reader.integer({"lease_seconds"}, shortestLease.count(), longestLease.count())) {
        connection.lease = std::chrono::seconds(*lease);
    }
    if (const auto text = reader.text({"created_at"})) {
        connection.createdAt = base::parseRfc3339(*text).value_or(base::Timestamp{});
    }
}

} // namespace

std::string_view roleName(ConnectionRole role)
{
    switch (role) {
    case ConnectionRole::Manager:
        return "manager";
    case ConnectionRole::Console:
        return "console";
    case ConnectionRole::Watch:
        break;
    }
    return "watch";
}

std::optional<ConnectionRole> roleFromName(std::string_view name)
{
    for (const auto role :
         {ConnectionRole::Manager, ConnectionRole::Console, ConnectionRole::Watch}) {
        if (roleName(role) == name) {
            return role;
        }
    }
    return std::nullopt;
}

std::string_view markName(ConnectionMark mark)
{
    return mark == ConnectionMark::Production ? "production" : "development";
}

std::optional<ConnectionMark> markFromName(std::string_view name)
{
    for (const auto mark : {ConnectionMark::Development, ConnectionMark::Production}) {
        if (markName(mark) == name) {
            return mark;
        }
    }
    return std::nullopt;
}

base::Json toJson(const Connection &connection)
{
    return base::Json{{"id", connection.id},
                      {"name", connection.name},
                      {"role", std::string(roleName(connection.role))},
                      {"mark", std::string(markName(connection.mark))},
                      {"url", connection.url},
                      {"ca_file", connection.caFile},
                      {"certificate_file", connection.certificateFile},
                      {"key_file", connection.keyFile},
                      {"platform_url", connection.platformUrl},
                      {"enabled", connection.enabled},
                      {"lease_seconds", connection.lease.count()},
                      {"created_at", base::toRfc3339(connection.createdAt)}};
}

Validated<Connection> readConnection(const base::Json &json)
{
    Violations violations;
    Connection connection;
    if (!json.is_object()) {
        addViolation(violations, {}, "A connection must be an object.",
                     std::string(describeType(json)), "an object");
        return tl::unexpected(std::move(violations));
    }
    ObjectReader reader(json, {}, violations);
    connection.id = reader.text({"id"}).value_or(std::string());
    if (!reader.find({"name"})) {
        reader.require("name", "The name is missing.", "1 to 255 characters, not blank");
    }
    connection.name = reader.text({"name"}).value_or(std::string());
    if (!connection.name.empty() || violations.empty()) {
        const Violations wrong = checkName(connection.name, "/name");
        violations.insert(violations.end(), wrong.begin(), wrong.end());
    }
    readWord(reader, "role", connection.role, &roleFromName, "manager, console or watch");
    readWord(reader, "mark", connection.mark, &markFromName, "development or production");
    readUrl(reader, connection);
    connection.caFile = reader.text({"ca_file"}).value_or(std::string());
    connection.certificateFile = reader.text({"certificate_file"}).value_or(std::string());
    connection.keyFile = reader.text({"key_file"}).value_or(std::string());
    readPlatform(reader, connection);
    connection.enabled = reader.boolean({"enabled"}).value_or(true);
    readTimes(reader, connection);
    if (!violations.empty()) {
        return tl::unexpected(std::move(violations));
    }
    return connection;
}

std::string connectionPasswordKey(std::string_view connectionId)
{
    return "connection_" + std::string(connectionId) + "_PASSWORD";
}

std::string connectionTokenKey(std::string_view connectionId)
{
    return "connection_" + std::string(connectionId) + "_PLATFORM_TOKEN";
}

} // namespace berth::model
