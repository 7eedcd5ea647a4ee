// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/podman/readiness.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <thread>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace berth::test {

using std::chrono::steady_clock;

CreationWatch::CreationWatch(const std::string &path)
    : m_path(path)
    , m_descriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK))
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (::inotify_add_watch(m_descriptor, folder.c_str(), IN_CREATE | IN_MOVED_TO) < 0) {
        throw std::system_error(errno, std::generic_category(), "inotify on " + folder);
    }
}

CreationWatch::~CreationWatch()
{
    ::close(m_descriptor);
}

bool CreationWatch::wait(std::chrono::milliseconds timeout) const
{
    const auto deadline = steady_clock::now() + timeout;
    while (!std::filesystem::exists(m_path)) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now());
        pollfd wait{m_descriptor, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0) {
            return false;
        }
        std::array<char, 4096> events{};
        while (::read(m_descriptor, events.data(), events.size()) > 0) {
        }
    }
    return true;
}

bool waitUntilListening(const std::string &socketPath, std::chrono::milliseconds timeout)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socketPath.c_str(), sizeof address.sun_path - 1);
    const void *raw = &address;
    const auto deadline = steady_clock::now() + timeout;
    while (steady_clock::now() < deadline) {
        const int client = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int result = ::connect(client, static_cast<const sockaddr *>(raw), sizeof address);
        ::close(client);
        if (result == 0) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return false;
}

} // namespace berth::test
