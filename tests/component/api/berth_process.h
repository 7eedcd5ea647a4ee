// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "net/http_client.h"
#include "support/process/child_process.h"
#include "support/process/echo_process.h"
#include "support/process/run_task.h"

#include <filesystem>
#include <string>
#include <vector>

namespace berth::test {

/// A directory that goes with the object.
class ScratchDirectory
{
public:
    ScratchDirectory();
    ~ScratchDirectory();
    ScratchDirectory(const ScratchDirectory &) = delete;
    ScratchDirectory &operator=(const ScratchDirectory &) = delete;

    const std::filesystem::path &path() const
    {
        return m_path;
    }

private:
    std::filesystem::path m_path;
};

/// `berth --headless` with a profile of its own, and its control API.
class BerthProcess
{
public:
    BerthProcess();

    const std::filesystem::path &profile() const
    {
        return m_directory.path();
    }
    std::filesystem::path socket() const
    {
        return profile() / "berth.sock";
    }
    const base::Json &readyLine() const
    {
        return m_ready;
    }

    struct Answer
    {
        int status = 0;
        net::Headers headers;
        base::Json body;
    };
    Answer send(const std::string &method, const std::string &path,
                const base::Json &body = nullptr);

    /// Runs `berth <arguments> --profile <this one>` to its end.
    struct Ended
    {
        int code = -1;
        std::string output;
        std::string errors;
    };
    Ended run(std::vector<std::string> arguments, const std::string &input = {});

    net::asio::io_context &context()
    {
        return m_context;
    }
    net::HttpClient &http()
    {
        return m_http;
    }

private:
    ScratchDirectory m_directory;
    ChildProcess m_process;
    base::Json m_ready;
    net::asio::io_context m_context{1};
    net::HttpClient m_http;
};

/// Runs a sub-command of berth against a profile.
BerthProcess::Ended runBerth(const std::filesystem::path &profile,
                             std::vector<std::string> arguments, const std::string &input = {});

} // namespace berth::test
