// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/events.h"
#include "net/task.h"
#include "redis/command.h"
#include "redis/redis_connection.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace berth::connections {

/// The stream beside the channels, by which Berths tell each other what Pub/Sub may lose.
namespace stream {
inline constexpr const char *key = "berth:events";
/// About how many entries it keeps.
inline constexpr int length = 100000;
} // namespace stream

/// The command that puts an event into the stream: the fields "event", its JSON, and "origin",
/// "berth".
redis::Command appendToStream(const model::DomainEvent &event);

/// Reads the stream as a consumer group of its own, so that it gets every event exactly as often
/// as it takes until it was handled: an entry is acknowledged after `handle` returned, and what an
/// earlier life did not acknowledge comes first. A group that is new begins at the end; one that
/// vanished while this object used it, because Redis lost its data, begins at the beginning of what
/// is there now. Uses a connection of its own. Confined to one executor.
class StreamReader
{
public:
    /// `group` is stable over restarts of the profile ("berth:<owner id>").
    using Handle = std::function<net::Task<>(const model::DomainEvent &)>;

    StreamReader(net::asio::any_io_executor executor, redis::ConnectOptions options,
                 std::string group, Handle handle);

    /// Makes the group if need be and reads until nothing waits (for use before anything else is
    /// heard); the number of events handled.
    net::Task<int> catchUp();
    /// Reads on for ever; ends with why the connection ended. What handle() refuses with an error
    /// ends it too, unacknowledged. An entry that cannot be read is acknowledged and skipped.
    net::Task<> follow();

private:
    struct Batch
    {
        int entries = 0;
        int handled = 0;
    };

    net::Task<> makeGroup(redis::RedisConnection &connection);
    net::Task<redis::Reply> read(redis::RedisConnection &connection, redis::Command command);
    /// Reads and handles some entries after `from`: "0" for what was not acknowledged, ">" for what
    /// is new.
    net::Task<Batch> handleSome(redis::RedisConnection &connection, std::string from,
                                std::optional<std::chrono::milliseconds> wait);
    net::Task<int> handleAll(redis::RedisConnection &connection, std::string from);

    net::asio::any_io_executor m_executor;
    redis::ConnectOptions m_options;
    std::string m_group;
    Handle m_handle;
    bool m_hadGroup = false;
};

} // namespace berth::connections
