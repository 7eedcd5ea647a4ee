// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/wake_signal.h"

#include <list>
#include <memory>

namespace berth::engine {

/// Bounds how many containers are made at the same time; Podman is fastest with a handful
/// (perf-baselines: 8 with network). Confined to one executor; first come, first served.
class StartSlots : public std::enable_shared_from_this<StartSlots>
{
public:
    /// Gives the slot back when it goes.
    class Slot
    {
    public:
        explicit Slot(std::shared_ptr<StartSlots> owner);
        ~Slot();
        Slot(Slot &&) noexcept = default;
        Slot &operator=(Slot &&) = delete;
        Slot(const Slot &) = delete;
        Slot &operator=(const Slot &) = delete;

    private:
        std::shared_ptr<StartSlots> m_owner;
    };

    StartSlots(boost::asio::any_io_executor executor, int count);
    boost::asio::awaitable<Slot> acquire();

private:
    void release();
    void wakeNext();

    boost::asio::any_io_executor m_executor;
    int m_free;
    std::list<std::shared_ptr<WakeSignal>> m_waiting;
};

} // namespace berth::engine
