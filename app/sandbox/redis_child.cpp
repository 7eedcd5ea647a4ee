// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/redis_child.h"

#include "base/descriptor.h"
#include "base/ids.h"
#include "base/process.h"
#include "secrets/private_file.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace berth::app {

namespace fs = std::filesystem;

using base::ErrorCode;
using base::Status;

namespace {

constexpr int portAttempts = 10;
constexpr std::size_t passwordBytes = 24;
constexpr std::chrono::milliseconds look{5};
constexpr std::chrono::seconds startLimit{10};
constexpr std::chrono::seconds restartLimit{1};
constexpr std::chrono::seconds stopLimit{3};

fs::path findRedisServer()
{
    const char *value = std::getenv("PATH");
    std::istringstream folders(value == nullptr ? "" : value);
    for (std::string folder; std::getline(folders, folder, ':');) {
        fs::path candidate = fs::path(folder) / "redis-server";
        if (::access(candidate.c_str(), X_OK) == 0) {
            return candidate;
        }
    }
    return {};
}

/// Free just now: another program may be quicker, so the caller tries again with another one.
std::uint16_t freePort()
{
    const base::Descriptor probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    void *raw = &address;
    auto *generic = static_cast<sockaddr *>(raw);
    if (::bind(probe.number(), generic, size) != 0 ||
        ::getsockname(probe.number(), generic, &size) != 0) {
        return 0;
    }
    return ntohs(address.sin_port);
}

bool accepts(const fs::path &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    const base::Descriptor client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const void *raw = &address;
    return ::connect(client.number(), static_cast<const sockaddr *>(raw), sizeof address) == 0;
}

[[noreturn]] void runChild(const char *program, const char *configuration, pid_t parent)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) {
        ::_exit(1); // the parent died before the line above
    }
    ::setpgid(0, 0); // Ctrl+C in Berth's terminal is Berth's to handle
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    ::dup2(null, STDIN_FILENO);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(null, STDERR_FILENO);
    ::execl(program, program, configuration, nullptr);
    ::_exit(127);
}

} // namespace

RedisChild::~RedisChild()
{
    stop();
}

Status RedisChild::start(const fs::path &directory, bool persistent)
{
    m_program = findRedisServer();
    if (m_program.empty()) {
        return base::fail(ErrorCode::Unavailable,
                          "The sandbox needs redis-server, which is not in PATH. Install the "
                          "package redis-server.");
    }
    m_directory = directory;
    if (socket().string().size() >= sizeof(sockaddr_un::sun_path)) {
        return base::fail(ErrorCode::InvalidArgument, "The path " + socket().string() +
                                                          " is too long for a socket. Choose a "
                                                          "shorter directory.");
    }
    if (::mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return base::fail(ErrorCode::PermissionDenied,
                          "The directory " + directory.string() + " cannot be made.",
                          std::strerror(errno));
    }
    m_password = base::Secret(base::randomHex(passwordBytes));
    for (int attempt = 0; attempt < portAttempts; ++attempt) {
        m_port = freePort();
        if (Status written = configure(persistent); !written) {
            return written;
        }
        if (Status launched = launch(); !launched) {
            return launched;
        }
        if (waitUntilItListens(startLimit)) {
            return {};
        }
        stop();
    }
    return base::fail(noStart());
}

base::Error RedisChild::noStart() const
{
    return {ErrorCode::Unavailable, "redis-server does not start; its log is " +
                                        (m_directory / "redis.log").string() + "."};
}

Status RedisChild::restart()
{
    stop();
    if (Status launched = launch(); !launched) {
        return launched;
    }
    if (!waitUntilItListens(restartLimit)) {
        stop();
        return base::fail(noStart());
    }
    return {};
}

/// A file of ours alone: what stands in a program's arguments every user can read.
Status RedisChild::configure(bool persistent) const
{
    std::ostringstream text;
    text << "bind 127.0.0.1\nport " << m_port << "\nunixsocket \"" << socket().string()
         << "\"\nunixsocketperm 700\ndir \"" << m_directory.string() << "\"\nlogfile \""
         << (m_directory / "redis.log").string() << "\"\nsave \"\"\nappendonly "
         << (persistent ? "yes" : "no") << "\nrequirepass " << m_password.expose() << '\n';
    return secrets::replacePrivateFile(m_directory / "redis.conf", text.str());
}

Status RedisChild::launch()
{
    ::unlink(socket().c_str());
    const fs::path configuration = m_directory / "redis.conf";
    const pid_t parent = ::getpid();
    m_pid = ::fork();
    if (m_pid == 0) {
        runChild(m_program.c_str(), configuration.c_str(), parent);
    }
    if (m_pid < 0) {
        return base::fail(ErrorCode::Unavailable, "redis-server cannot be started.",
                          std::strerror(errno));
    }
    return {};
}

/// It binds its port before it makes the socket, and ends when it cannot.
bool RedisChild::waitUntilItListens(std::chrono::milliseconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < deadline) {
        if (::waitpid(m_pid, nullptr, WNOHANG) == m_pid) {
            m_pid = -1;
            return false;
        }
        if (accepts(socket())) {
            return true;
        }
        std::this_thread::sleep_for(look);
    }
    return false;
}

void RedisChild::stop()
{
    if (m_pid <= 0) {
        return;
    }
    base::endChild(m_pid, stopLimit);
    m_pid = -1;
}

} // namespace berth::app
