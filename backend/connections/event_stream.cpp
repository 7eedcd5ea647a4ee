// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/event_stream.h"

#include "base/clock.h"
#include "events/envelope.h"

#include <algorithm>
#include <utility>

namespace berth::connections {

using base::ErrorCode;
using redis::Command;
using redis::RedisConnection;
using redis::Reply;

namespace {

/// How many entries are on their way or waiting to be acknowledged at most.
constexpr int batchSize = 100;
constexpr const char *consumer = "berth";
constexpr const char *eventField = "event";
constexpr const char *unacknowledged = "0";
constexpr const char *unread = ">";

struct Entry
{
    std::string id;
    std::optional<model::DomainEvent> event; ///< as far as it can be read
};

/// Nothing when there is no such field, no event in it, or the entry was trimmed away meanwhile.
std::optional<model::DomainEvent> eventIn(const Reply &fields)
{
    for (std::size_t at = 0; at + 1 < fields.items.size(); at += 2) {
        if (!fields.items[at].isText(eventField)) {
            continue;
        }
        auto message =
            events::readMessage({}, fields.items[at + 1].text, base::SystemClock().now());
        const bool isEvent = message.event && !message.event->type.empty();
        return isEvent ? std::move(message.event) : std::nullopt;
    }
    return std::nullopt;
}

/// The entries of what XREADGROUP answers: [[key, [[id, [field, value, …]], …]]], or Nil.
std::vector<Entry> entriesIn(const Reply &reply)
{
    std::vector<Entry> entries;
    for (const Reply &stream : reply.items) {
        if (stream.items.size() != 2) {
            continue;
        }
        for (const Reply &item : stream.items[1].items) {
            if (item.items.size() == 2) {
                entries.push_back({item.items[0].text, eventIn(item.items[1])});
            }
        }
    }
    return entries;
}

} // namespace

Command appendToStream(const model::DomainEvent &event)
{
    return {"XADD",
            stream::key,
            "MAXLEN",
            "~",
            std::to_string(stream::length),
            "*",
            eventField,
            base::toText(model::toJson(event)),
            "origin",
            "berth"};
}

StreamReader::StreamReader(net::asio::any_io_executor executor, redis::ConnectOptions options,
                           std::string group, Handle handle)
    : m_executor(std::move(executor))
    , m_options(std::move(options))
    , m_group(std::move(group))
    , m_handle(std::move(handle))
{}

net::Task<> StreamReader::makeGroup(RedisConnection &connection)
{
    Command command{"XGROUP", "CREATE", stream::key, m_group, m_hadGroup ? "0" : "$", "MKSTREAM"};
    auto made = co_await connection.command(std::move(command));
    if (!made && made.error().code != ErrorCode::AlreadyExists) {
        co_return base::fail(std::move(made.error()));
    }
    co_return base::Status();
}

net::Task<Reply> StreamReader::read(RedisConnection &connection, Command command)
{
    while (true) {
        auto reply = co_await connection.command(command);
        if (reply || reply.error().code != ErrorCode::NotFound) {
            m_hadGroup = m_hadGroup || reply;
            co_return reply;
        }
        // Not before: making a group that is there already needs memory that Redis may not have.
        auto made = co_await makeGroup(connection);
        if (!made) {
            co_return base::fail(std::move(made.error()));
        }
    }
}

net::Task<StreamReader::Batch>
StreamReader::handleSome(RedisConnection &connection, std::string from,
                         std::optional<std::chrono::milliseconds> wait)
{
    Command command{"XREADGROUP", "GROUP", m_group, consumer, "COUNT", std::to_string(batchSize)};
    if (wait) {
        command.push_back("BLOCK");
        command.push_back(std::to_string(wait->count()));
    }
    command.push_back("STREAMS");
    command.push_back(stream::key);
    command.push_back(std::move(from));
    auto reply = co_await read(connection, std::move(command));
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    const std::vector<Entry> entries = entriesIn(*reply);
    Batch batch;
    batch.entries = static_cast<int>(entries.size());
    Command acknowledge{"XACK", stream::key, m_group};
    base::Status handled;
    for (const Entry &entry : entries) {
        if (entry.event) {
            handled = co_await m_handle(*entry.event);
            if (!handled) {
                break;
            }
            ++batch.handled;
        }
        acknowledge.push_back(entry.id);
    }
    if (acknowledge.size() > 3) {
        auto acknowledged = co_await connection.command(std::move(acknowledge));
        if (!acknowledged && handled) {
            handled = base::fail(std::move(acknowledged.error()));
        }
    }
    if (!handled) {
        co_return base::fail(std::move(handled.error()));
    }
    co_return batch;
}

net::Task<int> StreamReader::handleAll(RedisConnection &connection, std::string from)
{
    int handled = 0;
    while (true) {
        auto batch = co_await handleSome(connection, from, {});
        if (!batch) {
            co_return base::fail(std::move(batch.error()));
        }
        if (batch->entries == 0) {
            co_return handled;
        }
        handled += batch->handled;
    }
}

net::Task<int> StreamReader::catchUp()
{
    auto connection = co_await RedisConnection::open(m_executor, m_options);
    if (!connection) {
        co_return base::fail(std::move(connection.error()));
    }
    auto before = co_await handleAll(**connection, unacknowledged);
    if (!before) {
        co_return before;
    }
    auto since = co_await handleAll(**connection, unread);
    if (!since) {
        co_return since;
    }
    co_return *before + *since;
}

net::Task<> StreamReader::follow()
{
    auto connection = co_await RedisConnection::open(m_executor, m_options);
    if (!connection) {
        co_return base::fail(std::move(connection.error()));
    }
    auto before = co_await handleAll(**connection, unacknowledged);
    if (!before) {
        co_return base::fail(std::move(before.error()));
    }
    // Well below the time-out, so that only a Redis that is gone runs into it; 0 would be for ever.
    const auto wait = std::max(m_options.commandTimeout / 2, std::chrono::milliseconds(1));
    while (true) {
        auto batch = co_await handleSome(**connection, unread, wait);
        if (!batch) {
            co_return base::fail(std::move(batch.error()));
        }
    }
}

} // namespace berth::connections
