// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/process/child_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace berth::test {

using std::chrono::steady_clock;

namespace {

struct PipePair
{
    int readEnd = -1;
    int writeEnd = -1;
};

PipePair makePipe()
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe2");
    }
    return {ends[0], ends[1]};
}

std::vector<std::string> environmentWith(const std::map<std::string, std::string> &added)
{
    std::vector<std::string> result;
    for (char **entry = environ; *entry != nullptr; ++entry) {
        const std::string variable(*entry);
        if (added.count(variable.substr(0, variable.find('='))) == 0) {
            result.push_back(variable);
        }
    }
    for (const auto &[name, value] : added) {
        result.push_back(name + '=' + value);
    }
    return result;
}

std::vector<char *> pointersTo(std::vector<std::string> &texts)
{
    std::vector<char *> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string &text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// Waits until the descriptor is readable; false when the deadline comes first.
bool waitReadable(int descriptor, steady_clock::time_point deadline)
{
    while (true) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
        pollfd entry{descriptor, POLLIN, 0};
        const int ready = poll(&entry, 1, left.count() > 0 ? static_cast<int>(left.count()) : 0);
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        return ready > 0;
    }
}

} // namespace

ChildProcess::ChildProcess(const std::vector<std::string> &arguments,
                           const std::map<std::string, std::string> &environment)
{
    // A child that ends early must not take the test with it.
    std::signal(SIGPIPE, SIG_IGN);
    const PipePair input = makePipe();
    const PipePair output = makePipe();
    const PipePair error = makePipe();

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input.readEnd, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output.writeEnd, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, error.writeEnd, STDERR_FILENO);

    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

    std::vector<std::string> argumentTexts = arguments;
    std::vector<std::string> environmentTexts = environmentWith(environment);
    const int failure =
        posix_spawnp(&m_pid, arguments.at(0).c_str(), &actions, &attributes,
                     pointersTo(argumentTexts).data(), pointersTo(environmentTexts).data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(input.readEnd);
    close(output.writeEnd);
    close(error.writeEnd);
    m_input = input.writeEnd;
    m_output.descriptor = output.readEnd;
    m_error.descriptor = error.readEnd;
    if (failure != 0) {
        m_pid = -1;
        throw std::system_error(failure, std::generic_category(), "Cannot start " + arguments[0]);
    }
    m_pidDescriptor = static_cast<int>(syscall(SYS_pidfd_open, m_pid, 0));
}

ChildProcess::~ChildProcess()
{
    if (m_pid > 0 && !m_exitCode) {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
    }
    for (const int descriptor :
         {m_input, m_output.descriptor, m_error.descriptor, m_pidDescriptor}) {
        if (descriptor >= 0) {
            close(descriptor);
        }
    }
}

void ChildProcess::write(const std::string &text)
{
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t count = ::write(m_input, text.data() + written, text.size() - written);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            throw std::system_error(errno, std::generic_category(), "Writing to the child");
        }
        written += static_cast<std::size_t>(count);
    }
}

void ChildProcess::closeInput()
{
    close(m_input);
    m_input = -1;
}

void ChildProcess::signal(int number) const
{
    kill(m_pid, number);
}

bool ChildProcess::fill(Pipe &pipe, steady_clock::time_point deadline)
{
    if (pipe.ended || !waitReadable(pipe.descriptor, deadline)) {
        return false;
    }
    std::array<char, 65536> bytes{};
    const ssize_t got = read(pipe.descriptor, bytes.data(), bytes.size());
    if (got <= 0) {
        pipe.ended = true;
        return false;
    }
    pipe.buffer.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

std::optional<std::string> ChildProcess::readLine(Stream stream, Milliseconds timeout)
{
    const auto deadline = steady_clock::now() + timeout;
    Pipe &pipe = pipeOf(stream);
    while (true) {
        const auto end = pipe.buffer.find('\n');
        if (end != std::string::npos) {
            std::string line = pipe.buffer.substr(0, end);
            pipe.buffer.erase(0, end + 1);
            return line;
        }
        if (!fill(pipe, deadline)) {
            return std::nullopt;
        }
    }
}

std::optional<std::string> ChildProcess::waitForLine(Stream stream, const std::string &text,
                                                     Milliseconds timeout)
{
    const auto deadline = steady_clock::now() + timeout;
    while (true) {
        const auto left = std::chrono::ceil<Milliseconds>(deadline - steady_clock::now());
        auto line = readLine(stream, left);
        if (!line || line->find(text) != std::string::npos) {
            return line;
        }
    }
}

std::string ChildProcess::readAll(Stream stream, Milliseconds timeout)
{
    const auto deadline = steady_clock::now() + timeout;
    Pipe &pipe = pipeOf(stream);
    while (fill(pipe, deadline)) {
    }
    return std::exchange(pipe.buffer, {});
}

std::optional<int> ChildProcess::wait(Milliseconds timeout)
{
    if (m_exitCode) {
        return m_exitCode;
    }
    if (!waitReadable(m_pidDescriptor, steady_clock::now() + timeout)) {
        return std::nullopt;
    }
    int status = 0;
    if (waitpid(m_pid, &status, 0) == m_pid) {
        m_exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return m_exitCode;
}

std::string outputOf(const std::vector<std::string> &arguments,
                     const std::map<std::string, std::string> &environment)
{
    constexpr std::chrono::minutes limit(5);
    ChildProcess process(arguments, environment);
    process.closeInput();
    std::string output = process.readAll(ChildProcess::Stream::Output, limit);
    const std::string errors = process.readAll(ChildProcess::Stream::Error, limit);
    const auto code = process.wait(limit);
    if (code != 0) {
        throw std::runtime_error(arguments[0] + " ended with " +
                                 (code ? std::to_string(*code) : "no end in sight") + ": " +
                                 errors + output);
    }
    return output;
}

std::uint16_t freePort()
{
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    const bool bound =
        bind(descriptor, plain, size) == 0 && getsockname(descriptor, plain, &size) == 0;
    close(descriptor);
    if (!bound) {
        throw std::runtime_error("No TCP port of 127.0.0.1 is free.");
    }
    return ntohs(address.sin_port);
}

} // namespace berth::test
