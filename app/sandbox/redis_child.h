// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <chrono>
#include <cstdint>
#include <filesystem>

#include <sys/types.h>

namespace berth::app {

/// A redis-server of our own on a free port of 127.0.0.1 and a Unix socket, with a random password
/// and without persistence unless asked for. Ends with this object, and with this program however
/// that ends (PR_SET_PDEATHSIG); the kernel ties that to the thread that called start().
class RedisChild
{
public:
    RedisChild() = default;
    ~RedisChild();
    RedisChild(const RedisChild &) = delete;
    RedisChild &operator=(const RedisChild &) = delete;

    /// Answers when it returns. Everything of it is in `directory`, which is made.
    base::Status start(const std::filesystem::path &directory, bool persistent);
    /// After its end: on the same port, with the same password. Gives up soon, for the caller
    /// waits.
    base::Status restart();
    void stop();

    pid_t pid() const
    {
        return m_pid;
    }
    std::uint16_t port() const
    {
        return m_port;
    }
    const base::Secret &password() const
    {
        return m_password;
    }
    std::filesystem::path socket() const
    {
        return m_directory / "redis.sock";
    }

private:
    base::Error noStart() const;
    base::Status configure(bool persistent) const;
    base::Status launch();
    bool waitUntilItListens(std::chrono::milliseconds limit);

    std::filesystem::path m_program;
    std::filesystem::path m_directory;
    base::Secret m_password;
    std::uint16_t m_port = 0;
    pid_t m_pid = -1;
};

} // namespace berth::app
