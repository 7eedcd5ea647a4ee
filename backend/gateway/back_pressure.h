// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/pulse.h"

#include <cstddef>

namespace berth::gateway {

/// Holds a server back while a client of its own does not keep up: nothing is read from it then, so
/// that nothing piles up here. Confined to one executor.
class BackPressure
{
public:
    explicit BackPressure(net::asio::any_io_executor executor)
        : m_released(std::move(executor))
    {}

    /// One more stream is full.
    void raise()
    {
        ++m_full;
    }
    /// It is not any more.
    void lower()
    {
        --m_full;
        m_released.beat();
    }
    /// Nobody is held back from now on.
    void end()
    {
        m_hasEnded = true;
        m_released.beat();
    }
    net::asio::awaitable<void> wait()
    {
        while (m_full > 0 && !m_hasEnded) {
            co_await m_released.wait();
        }
    }

private:
    std::size_t m_full = 0;
    bool m_hasEnded = false;
    Pulse m_released;
};

} // namespace berth::gateway
