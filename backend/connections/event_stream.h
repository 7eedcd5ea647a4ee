// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/events.h"
#include "net/task.h"
#include "redis/command.h"
#include "redis/connect_options.h"

#include <functional>
#include <string>

namespace berth::connections {

/// The stream beside the channels, by which Berths tell each other what Pub/Sub may lose.
namespace stream {
inline constexpr const char *key = "berth:events";
/// About how many entries it keeps.
inline constexpr int length = 100000;
} // namespace stream

/// The command that puts an event into the stream.
redis::Command appendToStream(const model::DomainEvent &event);

/// Reads the stream as a consumer group of its own, so that it gets every event exactly as often
/// as it takes until it was handled: an entry is acknowledged after `handle` returned, and what an
/// earlier life did not acknowledge comes first. A group that is new begins at the end. Uses a
/// connection of its own. Confined to one executor.
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
    net::asio::any_io_executor m_executor;
    redis::ConnectOptions m_options;
    std::string m_group;
    Handle m_handle;
};

} // namespace berth::connections
