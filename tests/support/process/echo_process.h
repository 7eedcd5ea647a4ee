// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/process/child_process.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace berth::test {

/// Path of a program that the build made ("berth-echo").
std::string builtProgram(const std::string &name);

/// berth-echo over HTTP on a free port of 127.0.0.1.
class EchoProcess
{
public:
    explicit EchoProcess(const std::vector<std::string> &arguments = {},
                         const std::map<std::string, std::string> &environment = {});

    std::uint16_t port() const
    {
        return m_port;
    }
    std::string url() const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + "/mcp";
    }
    ChildProcess &process()
    {
        return m_process;
    }

private:
    ChildProcess m_process;
    std::uint16_t m_port = 0;
};

} // namespace berth::test
