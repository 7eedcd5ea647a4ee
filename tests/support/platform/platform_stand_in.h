// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "net/http_server.h"
#include "net/io_thread.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace berth::test {

/// What each token of AgentArea's REST API may see: its workspace's instances (contract 1.3).
using PlatformWorkspaces = std::map<std::string, base::Json>;

/// The answer of AgentArea, in its own words, to a GET of `target`.
net::HttpResponse platformAnswer(const PlatformWorkspaces &workspaces, const std::string &target,
                                 const std::optional<std::string> &authorization);

/// AgentArea's REST API as far as an attached Berth asks it, on a thread of its own.
class PlatformStandIn
{
public:
    PlatformStandIn();
    ~PlatformStandIn();
    PlatformStandIn(const PlatformStandIn &) = delete;
    PlatformStandIn &operator=(const PlatformStandIn &) = delete;

    /// Up to and including /v1.
    std::string url() const;
    /// A list of instances as GET answers it. A token without one is refused.
    void setInstances(const std::string &token, base::Json instances);
    /// While it is broken every request ends with 503.
    void setBroken(bool isBroken);

private:
    net::asio::awaitable<void> serve(net::ServerExchange &exchange);

    std::mutex m_mutex; ///< the test's thread writes what the server's reads
    PlatformWorkspaces m_workspaces;
    bool m_isBroken = false;
    net::IoThread m_thread{"platform"};
    net::HttpServer m_server;
    std::uint16_t m_port = 0;
};

} // namespace berth::test
