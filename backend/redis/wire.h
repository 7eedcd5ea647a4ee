// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"
#include "net/transport.h"
#include "redis/reply.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Internal to redis/.
namespace berth::redis {

/// The bytes of one connection as replies. One reader and one writer at a time, one executor.
class Wire
{
public:
    explicit Wire(std::shared_ptr<net::Transport> transport);

    /// The next reply; Timeout when the transport's watchdog closed it.
    net::Task<Reply> read();
    /// Is a reply there without waiting for the network?
    base::Result<std::optional<Reply>> buffered()
    {
        return m_parser.next();
    }
    net::Task<> write(std::string_view bytes);
    void close()
    {
        m_transport->close();
    }

    net::Watchdog &watchdog()
    {
        return m_transport->watchdog();
    }
    const std::string &peer() const
    {
        return m_transport->peerName();
    }
    net::asio::any_io_executor executor() const
    {
        return m_transport->socket().get_executor();
    }

private:
    base::Error failure(net::ErrorCodeOf error) const;

    std::shared_ptr<net::Transport> m_transport;
    ReplyParser m_parser;
    std::vector<char> m_buffer;
};

} // namespace berth::redis
