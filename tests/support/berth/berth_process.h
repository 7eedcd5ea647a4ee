// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "net/http_client.h"
#include "net/sse.h"
#include "support/process/child_process.h"

#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace berth::test {

/// A real `berth --headless` on a profile of its own, driven from outside: over the control API
/// and the gateway, as any other program would.
class BerthProcess
{
public:
    using Milliseconds = std::chrono::milliseconds;

    /// Ready when it returns. `environment` brings Podman and keyring. Throws with the program's
    /// own words when it does not start.
    /// `arguments` come on top of --headless and --profile.
    BerthProcess(std::filesystem::path profile, std::map<std::string, std::string> environment,
                 std::vector<std::string> arguments = {});
    ~BerthProcess();
    BerthProcess(const BerthProcess &) = delete;
    BerthProcess &operator=(const BerthProcess &) = delete;

    ChildProcess &process()
    {
        return *m_process;
    }
    const std::string &gateway() const
    {
        return m_gateway;
    }
    /// The line that it printed when it was ready.
    const base::Json &ready() const
    {
        return m_ready;
    }
    std::string socket() const
    {
        return (m_profile / "berth.sock").string();
    }

    /// kill -9 and the next life on the same profile.
    void crash();
    void restart();

    struct Answer
    {
        int status = 0;
        base::Json body;
        std::string text;
    };
    Answer call(const std::string &method, const std::string &target,
                const base::Json &body = nullptr);
    /// Creates an instance of `spec` and returns its id. Throws with the answer when refused.
    std::string create(const std::string &name, const base::Json &spec);
    base::Json instance(const std::string &id);
    /// Waits, by the event stream, until the instance's status is `status`; its JSON.
    base::Json waitForStatus(const std::string &id, const std::string &status,
                             Milliseconds timeout = Milliseconds(60000));
    /// Waits until GET of the instance answers 404.
    void waitUntilGone(const std::string &id, Milliseconds timeout = Milliseconds(60000));
    /// Reads events until `wanted` says yes; false after `timeout`. `begin` is called once the
    /// stream is open; when it says true, that was all.
    bool watchEvents(const std::function<bool()> &begin,
                     const std::function<bool(const net::SseEvent &)> &wanted,
                     Milliseconds timeout);

private:
    void start();

    std::filesystem::path m_profile;
    std::map<std::string, std::string> m_environment;
    std::vector<std::string> m_arguments;
    base::Json m_ready;
    std::unique_ptr<ChildProcess> m_process;
    std::string m_gateway;
    boost::asio::io_context m_context;
};

/// json_spec of the echo server in `image`.
base::Json echoSpec(const std::string &image);

} // namespace berth::test
