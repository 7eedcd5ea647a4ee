// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/service_process.h"

#include "base/descriptor.h"
#include "base/process.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace berth::podman {

using base::Descriptor;
using base::ErrorCode;

namespace {

constexpr std::chrono::seconds stopGrace{3};
constexpr int firstPassedDescriptor = 3; ///< SD_LISTEN_FDS_START
constexpr std::string_view listenPid = "LISTEN_PID=";

base::Error systemError(const std::string &what, int number)
{
    const bool refused = number == EACCES || number == EPERM || number == EROFS;
    return {refused ? ErrorCode::PermissionDenied : ErrorCode::Unavailable,
            what + ": " + std::strerror(number) + ".",
            {},
            {}};
}

base::Result<int> listenOn(const std::filesystem::path &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string text = path.string();
    if (text.size() >= sizeof address.sun_path) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The path of Podman's socket is too long for the system: " + text +
                              ". Choose a profile with a shorter path.");
    }
    std::memcpy(address.sun_path, text.data(), text.size());
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) {
        return base::fail(systemError("A socket for Podman cannot be made", errno));
    }
    ::unlink(text.c_str());
    // Before bind, the mode of the socket is the mode of the file: nobody else gets in between.
    ::fchmod(listener, S_IRUSR | S_IWUSR);
    const void *raw = &address;
    if (::bind(listener, static_cast<const sockaddr *>(raw), sizeof address) != 0 ||
        ::listen(listener, SOMAXCONN) != 0) {
        const int number = errno;
        ::close(listener);
        return base::fail(systemError("Podman's socket " + text + " cannot be made", number));
    }
    return listener;
}

/// Everything the child needs, made before fork(): after it only async-signal-safe calls are
/// allowed, because other threads may have held the allocator's lock.
struct LaunchPlan
{
    std::vector<std::string> argumentStore;
    std::vector<std::string> environmentStore;
    std::vector<char *> arguments;
    std::vector<char *> environment;
    std::string folder;        ///< working folder
    char *pidDigits = nullptr; ///< place after LISTEN_PID=, filled with zeros
    pid_t parent = 0;
};

constexpr std::size_t pidDigitCount = 10;

LaunchPlan makePlan(const std::filesystem::path &program, const std::filesystem::path &folder)
{
    LaunchPlan plan;
    plan.parent = ::getpid();
    plan.folder = folder.string();
    plan.argumentStore = {program.string(), "system", "service", "--time=0"};
    for (char **variable = environ; *variable != nullptr; ++variable) {
        // CONTAINER_HOST would make podman a client of that address.
        const std::string_view text = *variable;
        if (text.rfind("LISTEN_", 0) != 0 && text.rfind("CONTAINER_HOST=", 0) != 0) {
            plan.environmentStore.emplace_back(text);
        }
    }
    plan.environmentStore.emplace_back("LISTEN_FDS=1");
    plan.environmentStore.push_back(std::string(listenPid) + std::string(pidDigitCount, '0'));
    for (std::string &argument : plan.argumentStore) {
        plan.arguments.push_back(argument.data());
    }
    plan.arguments.push_back(nullptr);
    for (std::string &variable : plan.environmentStore) {
        plan.environment.push_back(variable.data());
    }
    plan.pidDigits = plan.environmentStore.back().data() + listenPid.size();
    plan.environment.push_back(nullptr);
    return plan;
}

[[noreturn]] void runChild(LaunchPlan &plan, int listener, int log)
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != plan.parent) {
        ::_exit(1); // the parent died before the line above
    }
    ::setpgid(0, 0); // Ctrl+C in Berth's terminal is Berth's to handle
    // conmon of Podman 4.3 leaves a file named oom in this folder, which must not be one of a
    // person.
    if (::chdir(plan.folder.c_str()) != 0) {
        ::_exit(1);
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::dup2(null, STDIN_FILENO);
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    if (listener == firstPassedDescriptor) {
        ::fcntl(listener, F_SETFD, 0);
    } else {
        ::dup2(listener, firstPassedDescriptor);
    }
    ::syscall(SYS_close_range, firstPassedDescriptor + 1, ~0U, 0);
    pid_t pid = ::getpid();
    for (std::size_t i = pidDigitCount; i > 0; --i, pid /= 10) {
        plan.pidDigits[i - 1] = static_cast<char>('0' + pid % 10);
    }
    ::execve(plan.arguments[0], plan.arguments.data(), plan.environment.data());
    ::_exit(127);
}

} // namespace

ServiceProcess::~ServiceProcess()
{
    stop();
}

base::Status ServiceProcess::start(const std::filesystem::path &program,
                                   const std::filesystem::path &socket,
                                   const std::filesystem::path &logFile)
{
    stop();
    const auto listening = listenOn(socket);
    if (!listening) {
        return base::fail(listening.error());
    }
    const Descriptor listener(*listening);
    const Descriptor log(::open(logFile.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (log.number() < 0) {
        return base::fail(
            systemError("The file " + logFile.string() + " cannot be written", errno));
    }
    LaunchPlan plan = makePlan(program, socket.parent_path());
    const pid_t pid = ::fork();
    if (pid < 0) {
        return base::fail(systemError("Podman's service cannot be started", errno));
    }
    if (pid == 0) {
        runChild(plan, listener.number(), log.number());
    }
    m_pid = pid;
    return {};
}

bool ServiceProcess::isRunning()
{
    if (m_pid > 0 && ::waitpid(m_pid, nullptr, WNOHANG) != 0) {
        m_pid = -1;
    }
    return m_pid > 0;
}

void ServiceProcess::stop()
{
    if (!isRunning()) {
        return;
    }
    base::endChild(m_pid, stopGrace);
    m_pid = -1;
}

} // namespace berth::podman
