// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/back_pressure.h"
#include "gateway/stdio_frames.h"
#include "net/http_client.h"

#include <memory>
#include <string>

namespace berth::gateway {

/// What a server's output comes in.
enum class Framing
{
    Podman, ///< see FrameSplitter
    None
};

/// Messages to and from a server over its attached standard input and output. Confined to one
/// executor.
class StdioChannel : public std::enable_shared_from_this<StdioChannel>
{
public:
    StdioChannel(net::asio::any_io_executor executor, std::unique_ptr<net::RawStream> stream,
                 std::size_t maxLineBytes, MessageLines::Sinks sinks,
                 std::shared_ptr<BackPressure> pressure, Framing framing = Framing::Podman);

    /// Moves messages until the stream ends; says why it did.
    net::asio::awaitable<base::Error> run();
    /// Ends when a message may be sent: waits while the server does not read.
    net::Task<> waitForRoom();
    /// Sends a message, which is one line without its end; after waitForRoom().
    void send(std::string_view line);
    /// Sends a message of our own, which is short, without waiting. The channel closes when the
    /// server leaves too many of them unread.
    void post(std::string_view line);
    void close();
    bool isOpen() const
    {
        return m_isOpen;
    }

private:
    net::asio::awaitable<base::Error> readAll();
    net::asio::awaitable<base::Error> writeAll();

    std::unique_ptr<net::RawStream> m_stream;
    MessageLines m_lines;
    FrameSplitter m_frames;
    Framing m_framing;
    std::string m_unwritten; ///< gathered here while a write is under way
    std::shared_ptr<BackPressure> m_pressure;
    Pulse m_hasWork;
    Pulse m_hasRoom;
    bool m_isOpen = true;
};

} // namespace berth::gateway
