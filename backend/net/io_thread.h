// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <memory>
#include <string>

namespace berth::net {

/// One named thread that runs one io_context. State confined to it needs no lock.
class IoThread
{
public:
    enum class Idle
    {
        Sleeps,
        LooksFirst ///< for more to do, for 50 us: to be woken takes longer than many an answer
    };

    /// `name` shows in ps and debuggers; at most 15 characters.
    explicit IoThread(const std::string &name, Idle idle = Idle::Sleeps);
    /// Stops and joins.
    ~IoThread();
    IoThread(const IoThread &) = delete;
    IoThread &operator=(const IoThread &) = delete;

    asio::any_io_executor executor() const;
    /// Abandons what has not finished and joins. Idempotent; not from the thread itself.
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace berth::net
