// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <thread>

namespace berth::test {

/// What Redis says of all its clients' commands (MONITOR; it leaves passwords out by itself).
class RedisMonitor
{
public:
    /// Listens when it returns; an empty password is not sent. Throws std::runtime_error.
    RedisMonitor(std::uint16_t port, const std::string &password);
    ~RedisMonitor();
    RedisMonitor(const RedisMonitor &) = delete;
    RedisMonitor &operator=(const RedisMonitor &) = delete;

    /// Everything until now, of all clients but the one at `exceptAddress` ("127.0.0.1:4711").
    /// Ends the listening.
    std::string finish(const std::string &exceptAddress = {});

private:
    void read();

    int m_socket = -1;
    std::string m_text;
    std::thread m_reader;
};

} // namespace berth::test
