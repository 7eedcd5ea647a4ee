// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/redis/redis_server.h"

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace berth::test {

RedisServer::RedisServer()
    : RedisServer(Setup())
{}

RedisServer::RedisServer(Setup setup)
    : m_setup(std::move(setup))
{
    if (m_setup.withTls) {
        m_certificates.emplace(m_directory / "certificates");
        m_certificates->sign("server", m_setup.certificateFor);
        m_certificates->sign("client", "DNS:berth-client");
    }
    // redis-server cannot pick a port itself; another program may be quicker with a free one.
    for (int attempt = 0; attempt < 10; ++attempt) {
        m_port = freePort();
        m_tlsPort = m_setup.withTls ? freePort() : 0;
        if (launch()) {
            return;
        }
    }
    throw std::runtime_error("redis-server does not start: " +
                             m_process->readAll(ChildProcess::Stream::Error));
}

void RedisServer::writeConfiguration()
{
    const auto path = m_directory / "redis.conf";
    std::ofstream file(path);
    file << "bind 127.0.0.1\nsave \"\"\nappendonly no\ndir " << m_directory.path().string()
         << "\nport " << m_port << "\nunixsocket " << socket() << "\nunixsocketperm 700\n";
    if (m_setup.withTls) {
        file << "tls-port " << m_tlsPort << "\ntls-ca-cert-file " << m_certificates->authority()
             << "\ntls-cert-file " << m_certificates->certificate("server") << "\ntls-key-file "
             << m_certificates->key("server") << "\ntls-auth-clients "
             << (m_setup.asksForCertificate ? "yes" : "no") << "\n";
    }
    for (const std::string &line : m_setup.configuration) {
        file << line << "\n";
    }
}

bool RedisServer::launch()
{
    writeConfiguration();
    const std::vector<std::string> arguments{"redis-server", (m_directory / "redis.conf").string()};
    m_process = std::make_unique<ChildProcess>(arguments);
    return m_process->waitForLine(ChildProcess::Stream::Output, "eady to accept connections")
        .has_value();
}

std::string RedisServer::url(const std::string &login, const std::string &rest) const
{
    return "redis://" + login + "127.0.0.1:" + std::to_string(m_port) + rest;
}

std::string RedisServer::tlsUrl(const std::string &login) const
{
    return "rediss://" + login + "localhost:" + std::to_string(m_tlsPort);
}

std::string RedisServer::unixUrl(const std::string &login) const
{
    return "unix://" + login + socket();
}

void RedisServer::kill()
{
    m_process->signal(SIGKILL);
    m_process->wait();
}

void RedisServer::start()
{
    if (!launch()) {
        throw std::runtime_error("redis-server does not start again on port " +
                                 std::to_string(m_port));
    }
}

void RedisServer::pause()
{
    m_process->signal(SIGSTOP);
}

void RedisServer::resume()
{
    m_process->signal(SIGCONT);
}

redis::ConnectOptions optionsFor(const std::string &url)
{
    auto address = redis::parseRedisUrl(url);
    if (!address) {
        throw std::runtime_error(address.error().message);
    }
    redis::ConnectOptions options;
    options.address = std::move(*address);
    return options;
}

} // namespace berth::test
