// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/pulse.h"
#include "gateway/stdio_frames.h"
#include "net/http_client.h"

#include <functional>
#include <memory>
#include <string>

namespace berth::gateway {

/// Lines between a bridge and a server in the same process, in memory. Confined to one executor.
class MemoryLink : public std::enable_shared_from_this<MemoryLink>
{
public:
    struct Hooks
    {
        std::function<void(std::string)> onLine; ///< the bridge wrote it
        std::function<void()> onClose;           ///< the bridge has gone
    };

    explicit MemoryLink(net::asio::any_io_executor executor);

    /// What the bridge reads from and writes to; its end closes the link. Once.
    std::unique_ptr<net::RawStream> stream(Hooks hooks);
    /// For the bridge to read.
    void say(std::string_view line);
    /// Ends when the bridge has read most of what was said.
    net::asio::awaitable<void> waitForRoom();
    /// The bridge reads the end.
    void close();
    bool isOpen() const
    {
        return m_isOpen;
    }

private:
    class Stream;

    std::string m_unread;
    Pulse m_said;
    Pulse m_hasRoom;
    Hooks m_hooks;
    MessageLines m_lines;
    bool m_isOpen = true;
};

} // namespace berth::gateway
