// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/redis/redis_monitor.h"

#include <sstream>
#include <stdexcept>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace berth::test {

RedisMonitor::RedisMonitor(std::uint16_t port, const std::string &password)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const void *raw = &address;
    if (::connect(m_socket, static_cast<const sockaddr *>(raw), sizeof address) != 0) {
        throw std::runtime_error("There is no Redis to monitor.");
    }
    const std::string login = password.empty() ? "" : "AUTH " + password + "\r\n";
    const std::string wanted = password.empty() ? "+OK\r\n" : "+OK\r\n+OK\r\n";
    const std::string request = login + "MONITOR\r\n";
    if (::write(m_socket, request.data(), request.size()) < 0) {
        throw std::runtime_error("The Redis to monitor takes nothing.");
    }
    char c = 0;
    while (m_text.size() < wanted.size() && ::read(m_socket, &c, 1) == 1) {
        m_text += c;
    }
    if (m_text != wanted) {
        throw std::runtime_error("Redis refuses MONITOR: " + m_text);
    }
    m_text.clear();
    m_reader = std::thread([this] { read(); });
}

RedisMonitor::~RedisMonitor()
{
    if (m_reader.joinable()) {
        finish();
    }
    ::close(m_socket);
}

void RedisMonitor::read()
{
    char buffer[16384];
    ssize_t count = 0;
    while ((count = ::read(m_socket, buffer, sizeof buffer)) > 0) {
        m_text.append(buffer, static_cast<std::size_t>(count));
    }
}

std::string RedisMonitor::finish(const std::string &exceptAddress)
{
    ::shutdown(m_socket, SHUT_RDWR);
    m_reader.join();
    std::istringstream lines(m_text);
    std::string others;
    for (std::string line; std::getline(lines, line);) {
        // +1339518083.107412 [0 127.0.0.1:60866] "publish" …
        if (exceptAddress.empty() || line.find(' ' + exceptAddress + ']') == std::string::npos) {
            others += line + '\n';
        }
    }
    return others;
}

} // namespace berth::test
