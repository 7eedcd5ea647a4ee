// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "redis/connect_options.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/child_process.h"
#include "support/redis/test_certificates.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::test {

/// A real redis-server in a directory of its own, on a free port of 127.0.0.1 and a Unix socket.
/// It goes with the object.
class RedisServer
{
public:
    struct Setup
    {
        std::vector<std::string> configuration; ///< lines of redis.conf
        bool withTls = false;
        bool asksForCertificate = false;
        /// Whom the server's certificate is for.
        std::string certificateFor = "DNS:localhost,IP:127.0.0.1";
    };

    RedisServer();
    explicit RedisServer(Setup setup);

    std::uint16_t port() const
    {
        return m_port;
    }
    std::uint16_t tlsPort() const
    {
        return m_tlsPort;
    }
    std::string socket() const
    {
        return (m_directory / "redis.sock").string();
    }
    const TestCertificates &certificates() const
    {
        return *m_certificates;
    }

    /// For a URL made from the server's addresses, such as url("me:pw@", "/1").
    std::string url(const std::string &login = {}, const std::string &rest = {}) const;
    std::string tlsUrl(const std::string &login = {}) const;
    std::string unixUrl(const std::string &login = {}) const;

    /// kill -9; start() again listens on the same addresses.
    void kill();
    void start();
    /// SIGSTOP: connections stay, nothing answers. resume() is SIGCONT.
    void pause();
    void resume();

private:
    bool launch();
    void writeConfiguration();

    ScratchDir m_directory;
    Setup m_setup;
    std::optional<TestCertificates> m_certificates;
    std::uint16_t m_port = 0;
    std::uint16_t m_tlsPort = 0;
    std::unique_ptr<ChildProcess> m_process;
};

/// Options for a URL that must be right.
redis::ConnectOptions optionsFor(const std::string &url);

} // namespace berth::test
