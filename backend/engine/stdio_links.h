// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "gateway/stdio_bridges.h"
#include "model/instance.h"
#include "providers/docker_provider.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace berth::engine {

/// Puts a bridge of the gateway between a container's standard input and output and everybody who
/// speaks HTTP. Confined to the engine's executor.
class StdioLinks
{
public:
    /// `bridges`: where they run, which is the gateway's executor.
    StdioLinks(net::asio::any_io_executor executor, net::asio::any_io_executor bridges,
               std::filesystem::path directory, std::function<std::int64_t()> maxMessageBytes,
               std::function<void(const std::string &, const BackEndUse &)> onUse);

    base::Result<providers::StdioLink> open(const model::Instance &instance,
                                            std::string containerId, const net::Endpoint &podman,
                                            providers::MoreContainers more);
    void close(const std::string &instanceId);
    std::shared_ptr<gateway::LocalService> serviceAt(const net::Endpoint &endpoint) const
    {
        return m_bridges.serviceAt(endpoint);
    }

private:
    net::asio::any_io_executor m_executor;
    std::function<std::int64_t()> m_maxMessageBytes;
    std::function<void(const std::string &, const BackEndUse &)> m_onUse;
    /// Instances whose server ends when it is asked server/discover.
    std::shared_ptr<std::set<std::string>> m_handshakeOnly =
        std::make_shared<std::set<std::string>>();
    gateway::StdioBridges m_bridges;
};

} // namespace berth::engine
