// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/rows.h"

#include "model/validation.h"
#include "store/to_variant.h"

#include <fmt/format.h>

namespace berth::store {

namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Json;
using base::Result;

/// The first of many things that may be wrong, in words without the values.
std::string explain(const model::Violations &violations)
{
    if (violations.empty()) {
        return "it is not valid";
    }
    return fmt::format("\"{}\" should be {}", violations.front().pointer,
                       violations.front().expected);
}

/// Reads the columns of one row in order and remembers the first that makes no sense.
class RowReader
{
public:
    RowReader(const QSqlQuery &query, std::string_view kind, int first = 0, int idColumn = 0)
        : m_query(query)
        , m_kind(kind)
        , m_id(query.value(idColumn).toString().toStdString())
        , m_next(first)
    {}

    std::string text()
    {
        return m_query.value(m_next++).toString().toStdString();
    }

    std::optional<std::string> optionalText()
    {
        const QVariant value = m_query.value(m_next++);
        return value.isNull() ? std::nullopt : std::optional(value.toString().toStdString());
    }

    bool flag()
    {
        return m_query.value(m_next++).toInt() != 0;
    }
    std::int64_t number()
    {
        return m_query.value(m_next++).toLongLong();
    }

    base::Timestamp time(std::string_view column)
    {
        const auto parsed = base::parseRfc3339(text());
        if (!parsed) {
            blame(column, "it is no RFC 3339 time");
        }
        return parsed.value_or(base::Timestamp{});
    }

    Json json(std::string_view column)
    {
        return parse(text(), column);
    }

    std::optional<std::vector<std::string>> optionalStrings(std::string_view column)
    {
        const auto value = optionalText();
        return value ? std::optional(strings(parse(*value, column), column)) : std::nullopt;
    }

    std::vector<std::string> strings(std::string_view column)
    {
        return strings(json(column), column);
    }

    template <typename Enum>
    Enum word(std::string_view column, std::optional<Enum> (*fromName)(std::string_view))
    {
        const auto value = fromName(text());
        if (!value) {
            blame(column, "it is no word of this version");
        }
        return value.value_or(Enum{});
    }

    template <typename T>
    T checked(std::string_view column, model::Validated<T> value)
    {
        if (!value) {
            blame(column, explain(value.error()));
            return T{};
        }
        return std::move(*value);
    }

    void blame(std::string_view column, std::string_view why)
    {
        if (!m_error) {
            m_error =
                Error{ErrorCode::StorageDamaged,
                      fmt::format("The stored {} {} cannot be read: {}: {}. Remove it, or put "
                                  "a backup of the database in place.",
                                  m_kind, m_id, column, why),
                      {},
                      {}};
        }
    }

    template <typename T>
    Result<T> finish(T value)
    {
        if (m_error) {
            return fail(std::move(*m_error));
        }
        return value;
    }

private:
    Json parse(const std::string &stored, std::string_view column)
    {
        auto parsed = base::parseJson(stored);
        if (!parsed) {
            blame(column, "it is no valid JSON");
            return {};
        }
        return std::move(*parsed);
    }

    std::vector<std::string> strings(const Json &json, std::string_view column)
    {
        std::vector<std::string> result;
        for (const Json &item : json) {
            if (!json.is_array() || !item.is_string()) {
                blame(column, "it is no list of texts");
                return {};
            }
            result.push_back(item.get<std::string>());
        }
        return result;
    }

    const QSqlQuery &m_query;
    std::string_view m_kind;
    std::string m_id;
    int m_next;
    std::optional<Error> m_error;
};

Json toolsToJson(const std::vector<model::Tool> &tools)
{
    Json list = Json::array();
    for (const model::Tool &tool : tools) {
        list.push_back(toJson(tool));
    }
    return list;
}

std::vector<model::Tool> readTools(RowReader &row)
{
    std::vector<model::Tool> tools;
    const Json list = row.json("tools");
    for (const Json &item : list) {
        if (auto tool = model::toolFromJson(item)) {
            tools.push_back(std::move(*tool));
        } else {
            row.blame("tools", "an entry is no tool");
        }
    }
    return tools;
}

template <typename T>
base::Status requireReadable(std::string_view kind, const std::string &id, std::string_view part,
                             const model::Validated<T> &readBack)
{
    if (readBack) {
        return {};
    }
    return fail(ErrorCode::InvalidArgument, fmt::format("The {} of {} {} cannot be stored: {}.",
                                                        part, kind, id, explain(readBack.error())));
}

} // namespace

Result<QVariantList> toRow(const model::Server &server)
{
    const Json schema = toJson(server.envSchema);
    if (auto ok = requireReadable("server", server.id, "env_schema", model::readEnvSchema(schema));
        !ok) {
        return fail(ok.error());
    }
    return QVariantList{toVariant(server.id),
                        toVariant(server.name),
                        toVariant(server.description),
                        toVariant(server.dockerImageUrl),
                        toVariant(server.version),
                        toVariant(Json(server.tags)),
                        toVariant(server.status),
                        QVariant(server.isPublic ? 1 : 0),
                        toVariant(schema),
                        server.cmd ? toVariant(Json(*server.cmd)) : QVariant(),
                        toVariant(server.createdAt),
                        toVariant(server.updatedAt)};
}

Result<QVariantList> toRow(const model::Instance &instance)
{
    const Json spec = toJson(instance.spec);
    if (auto ok = requireReadable("instance", instance.id, "json_spec", model::readJsonSpec(spec));
        !ok) {
        return fail(ok.error());
    }
    return QVariantList{toVariant(instance.id),
                        toVariant(instance.name),
                        toVariant(instance.description),
                        toVariant(instance.serverSpecId),
                        toVariant(spec),
                        toVariant(instance.slug),
                        toVariant(std::string(desiredStateName(instance.desired))),
                        toVariant(std::string(stateName(instance.state))),
                        toVariant(instance.reason),
                        toVariant(toolsToJson(instance.tools)),
                        toVariant(instance.createdAt),
                        toVariant(instance.updatedAt),
                        toVariant(instance.connectionId)};
}

QVariantList toRow(const model::Group &group)
{
    return {toVariant(group.name), toVariant(toJson(group))};
}

QVariantList toRow(const model::Connection &connection)
{
    return {toVariant(connection.id), toVariant(toJson(connection))};
}

QVariantList toRow(const model::DomainEvent &event)
{
    return {toVariant(event.eventId), toVariant(event.type), toVariant(event.time),
            toVariant(event.instanceId), toVariant(event.data)};
}

QVariantList toRow(const SecretRecord &record)
{
    return {toVariant(record.key), toVariant(record.store), toVariant(record.changedAt),
            toVariant(record.usedAt)};
}

SecretRecord readSecretRow(const QSqlQuery &query)
{
    const auto time = [&query](int column) -> std::optional<base::Timestamp> {
        const auto read = base::parseRfc3339(query.value(column).toString().toStdString());
        return read ? std::optional(*read) : std::nullopt;
    };
    return {query.value(0).toString().toStdString(), query.value(1).toString().toStdString(),
            time(2), time(3)};
}

Result<model::Server> readServerRow(const QSqlQuery &query)
{
    RowReader row(query, "server");
    model::Server server;
    server.id = row.text();
    server.name = row.text();
    server.description = row.text();
    server.dockerImageUrl = row.text();
    server.version = row.text();
    server.tags = row.strings("tags");
    server.status = row.text();
    server.isPublic = row.flag();
    server.envSchema = row.checked("env_schema", model::readEnvSchema(row.json("env_schema")));
    server.cmd = row.optionalStrings("cmd");
    server.createdAt = row.time("created_at");
    server.updatedAt = row.time("updated_at");
    return row.finish(std::move(server));
}

Result<model::Instance> readInstanceRow(const QSqlQuery &query)
{
    RowReader row(query, "instance");
    model::Instance instance;
    instance.id = row.text();
    instance.name = row.text();
    instance.description = row.text();
    instance.serverSpecId = row.optionalText();
    instance.spec = row.checked("json_spec", model::readJsonSpec(row.json("json_spec")));
    instance.slug = row.text();
    instance.desired = row.word("desired", &model::desiredStateFromName);
    instance.state = row.word("state", &model::stateFromName);
    instance.reason = row.text();
    instance.tools = readTools(row);
    instance.createdAt = row.time("created_at");
    instance.updatedAt = row.time("updated_at");
    instance.connectionId = row.text();
    return row.finish(std::move(instance));
}

Result<model::Group> readGroupRow(const QSqlQuery &query)
{
    RowReader row(query, "group", 1);
    auto group = row.checked("config", model::readGroup(row.json("config")));
    return row.finish(std::move(group));
}

Result<model::Connection> readConnectionRow(const QSqlQuery &query)
{
    RowReader row(query, "connection", 1);
    auto connection = row.checked("config", model::readConnection(row.json("config")));
    return row.finish(std::move(connection));
}

Result<OutboxEntry> readOutboxRow(const QSqlQuery &query)
{
    RowReader row(query, "event", 0, 1);
    OutboxEntry entry;
    entry.sequence = row.number();
    entry.event.eventId = row.text();
    entry.event.type = row.text();
    entry.event.time = row.time("occurred_at");
    entry.event.instanceId = row.text();
    entry.event.data = row.json("data");
    return row.finish(std::move(entry));
}

} // namespace berth::store
