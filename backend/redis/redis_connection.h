// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"
#include "redis/command.h"
#include "redis/connect_options.h"
#include "redis/reply.h"

#include <memory>
#include <vector>

namespace berth::redis {

/// A connection for commands. Many coroutines may use it at once: commands are written as they
/// come and answered in that order. Confined to one executor.
class RedisConnection
{
public:
    /// Connects, shakes hands, logs in and selects the database. Unavailable, Timeout,
    /// Unauthorized, Forbidden or InvalidArgument say which of it failed.
    static net::Task<std::unique_ptr<RedisConnection>> open(net::asio::any_io_executor executor,
                                                            ConnectOptions options);
    /// Closes.
    ~RedisConnection();
    RedisConnection(const RedisConnection &) = delete;
    RedisConnection &operator=(const RedisConnection &) = delete;

    /// Redis' answer; an error reply becomes an Error. After Timeout and ConnectionLost it is
    /// unknown whether Redis has done it, and the connection is closed. Cancellation drops the
    /// answer only; what was written is done.
    net::Task<Reply> command(Command command);
    /// Sends all at once; answers in the same order, error replies among them as they are.
    net::Task<std::vector<Reply>> pipeline(std::vector<Command> commands);

    /// Ends when the connection has ended, with the reason. One waiter.
    net::Task<> closed();
    bool isOpen() const;
    void close();

private:
    class Impl;
    explicit RedisConnection(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> m_impl;
};

} // namespace berth::redis
