// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace berth::test {

/// A program run by a test, with its three standard streams at hand. It is killed, and waited
/// for, when the object goes.
class ChildProcess
{
public:
    using Milliseconds = std::chrono::milliseconds;
    enum class Stream
    {
        Output,
        Error
    };

    /// `environment` is added to the test's own. Throws std::runtime_error when it cannot start.
    explicit ChildProcess(const std::vector<std::string> &arguments,
                          const std::map<std::string, std::string> &environment = {});
    ~ChildProcess();
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    pid_t pid() const
    {
        return m_pid;
    }
    void write(const std::string &text);
    void closeInput();
    void signal(int number) const;

    /// The next line without its line feed; empty when none came in time or the stream ended.
    std::optional<std::string> readLine(Stream stream, Milliseconds timeout = Milliseconds(20000));
    /// Skips lines until one contains `text`.
    std::optional<std::string> waitForLine(Stream stream, const std::string &text,
                                           Milliseconds timeout = Milliseconds(20000));
    /// Everything up to the end of the stream, or what came in time.
    std::string readAll(Stream stream, Milliseconds timeout = Milliseconds(60000));
    /// Exit code, 128 + signal, or nothing when it still runs after `timeout`.
    std::optional<int> wait(Milliseconds timeout = Milliseconds(20000));

private:
    struct Pipe
    {
        int descriptor = -1;
        std::string buffer;
        bool ended = false;
    };

    Pipe &pipeOf(Stream stream)
    {
        return stream == Stream::Output ? m_output : m_error;
    }
    /// Reads what there is; false at the end of the stream or of the time.
    static bool fill(Pipe &pipe, std::chrono::steady_clock::time_point deadline);

    pid_t m_pid = -1;
    int m_pidDescriptor = -1;
    int m_input = -1;
    Pipe m_output;
    Pipe m_error;
    std::optional<int> m_exitCode;
};

/// Runs a program to its end. Its output, or a std::runtime_error that quotes its errors.
std::string outputOf(const std::vector<std::string> &arguments,
                     const std::map<std::string, std::string> &environment = {});

/// A TCP port of 127.0.0.1 that was free just now, for programs that cannot pick one themselves.
std::uint16_t freePort();

} // namespace berth::test
