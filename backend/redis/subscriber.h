// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"
#include "redis/connect_options.h"

#include <memory>
#include <string>
#include <vector>

namespace berth::redis {

/// What to listen to: channels by name, and by pattern (with * and ?).
struct Subscriptions
{
    std::vector<std::string> channels;
    std::vector<std::string> patterns;

    bool empty() const
    {
        return channels.empty() && patterns.empty();
    }
};

/// Something that was published.
struct Message
{
    std::string channel;
    std::string pattern; ///< that matched it; empty when the channel was subscribed by name
    std::string payload;
};

/// A connection that only listens. Confined to one executor.
class Subscriber
{
public:
    /// Ends when Redis has confirmed every subscription, or with Forbidden when the user may not
    /// listen there.
    static net::Task<std::unique_ptr<Subscriber>>
    open(net::asio::any_io_executor executor, ConnectOptions options, Subscriptions subscriptions);
    /// Closes.
    ~Subscriber();
    Subscriber(const Subscriber &) = delete;
    Subscriber &operator=(const Subscriber &) = delete;

    /// The next message. ConnectionLost when the connection broke, Timeout when Redis gave no sign
    /// of life for options.silenceLimit. Read on soon: what is not read stays in the socket, and
    /// Redis drops a listener that falls too far behind. After cancellation only closing is left.
    net::Task<Message> next();
    void close();

private:
    class Impl;
    explicit Subscriber(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> m_impl;
};

} // namespace berth::redis
