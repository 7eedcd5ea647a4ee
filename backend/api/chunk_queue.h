// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace berth::api {

/// Pieces of a streamed answer on their way from callbacks to the coroutine that writes them.
/// Bounded: a reader that is too slow is told so once. Confined to one executor.
class ChunkQueue
{
public:
    ChunkQueue(net::asio::any_io_executor executor, std::size_t limit)
        : m_timer(std::move(executor))
        , m_limit(limit)
    {}

    void push(std::string chunk)
    {
        if (m_closed) {
            return;
        }
        if (m_chunks.size() >= m_limit) {
            m_overflowed = true;
            close();
            return;
        }
        m_chunks.push_back(std::move(chunk));
        m_timer.cancel();
    }

    /// What was pushed is still handed out.
    void close()
    {
        m_closed = true;
        m_timer.cancel();
    }

    bool overflowed() const
    {
        return m_overflowed;
    }

    /// The next piece, an empty text when none came within `patience`, nothing at the end.
    net::asio::awaitable<std::optional<std::string>>
    next(std::chrono::steady_clock::duration patience)
    {
        if (m_chunks.empty() && !m_closed) {
            m_timer.expires_after(patience);
            co_await m_timer.async_wait(net::asio::as_tuple(net::asio::use_awaitable));
        }
        if (!m_chunks.empty()) {
            std::string chunk = std::move(m_chunks.front());
            m_chunks.pop_front();
            co_return chunk;
        }
        if (m_closed) {
            co_return std::nullopt;
        }
        co_return std::string();
    }

private:
    net::asio::steady_timer m_timer;
    std::size_t m_limit;
    std::deque<std::string> m_chunks;
    bool m_closed = false;
    bool m_overflowed = false;
};

} // namespace berth::api
