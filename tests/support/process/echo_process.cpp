// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/process/echo_process.h"

#include <cstdlib>
#include <stdexcept>

namespace berth::test {

namespace {

std::vector<std::string> commandLine(const std::vector<std::string> &arguments)
{
    std::vector<std::string> all{builtProgram("berth-echo"), "--host", "127.0.0.1"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
}

/// A port of the test's own environment must not get in the way.
std::map<std::string, std::string> withPort(std::map<std::string, std::string> environment)
{
    environment.emplace("PORT", "0");
    return environment;
}

} // namespace

std::string builtProgram(const std::string &name)
{
    const char *directory = std::getenv("BERTH_BIN_DIR");
    if (directory == nullptr) {
        throw std::runtime_error("BERTH_BIN_DIR is not set; run the tests through ctest.");
    }
    return std::string(directory) + '/' + name;
}

EchoProcess::EchoProcess(const std::vector<std::string> &arguments,
                         const std::map<std::string, std::string> &environment)
    : m_process(commandLine(arguments), withPort(environment))
{
    const auto line = m_process.waitForLine(ChildProcess::Stream::Output, "Listening on");
    if (!line) {
        throw std::runtime_error(
            "berth-echo did not start: " +
            m_process.readAll(ChildProcess::Stream::Error, std::chrono::milliseconds(1000)));
    }
    m_port = static_cast<std::uint16_t>(std::stoul(line->substr(line->rfind(':') + 1)));
}

} // namespace berth::test
