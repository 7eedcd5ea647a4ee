// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/stdio_links.h"

#include "engine/wake_signal.h"
#include "podman/podman_client.h"

#include <boost/asio/post.hpp>

namespace berth::engine {

namespace asio = net::asio;

namespace {

/// Runs on the bridges' thread, hence a client of its own: the engine's belongs to the engine's.
net::Task<std::unique_ptr<net::RawStream>> attach(asio::any_io_executor executor,
                                                  net::Endpoint podman, std::string containerId)
{
    podman::PodmanClient client(executor, std::move(podman));
    co_return co_await client.attach(std::move(containerId));
}

asio::awaitable<void> waitFor(std::shared_ptr<WakeSignal> signal)
{
    co_await signal->wait();
}

} // namespace

StdioLinks::StdioLinks(asio::any_io_executor executor, std::filesystem::path directory,
                       std::function<std::int64_t()> maxMessageBytes)
    : m_executor(std::move(executor))
    , m_maxMessageBytes(std::move(maxMessageBytes))
    , m_bridges(std::move(directory))
{}

base::Result<providers::StdioLink> StdioLinks::open(const model::Instance &instance,
                                                    std::string containerId,
                                                    const net::Endpoint &podman)
{
    gateway::StdioServer server;
    server.name = instance.name;
    server.maxMessageBytes = static_cast<std::size_t>(m_maxMessageBytes());
    server.attach = [executor = m_bridges.executor(), podman, id = std::move(containerId)] {
        return attach(executor, podman, id);
    };
    if (m_handshakeOnly->count(instance.id) > 0) {
        server.discovery = gateway::Discovery::Never;
    }
    server.onDiscoveryFatal = [executor = m_executor, known = m_handshakeOnly, id = instance.id] {
        asio::post(executor, [known, id] { known->insert(id); }); // for the start that follows
    };
    const auto ended = std::make_shared<WakeSignal>(m_executor);
    auto endpoint = m_bridges.open(instance.id, std::move(server), [executor = m_executor, ended] {
        asio::post(executor, [ended] { ended->notify(); });
    });
    if (!endpoint) {
        return base::fail(std::move(endpoint.error()));
    }
    return providers::StdioLink{std::move(*endpoint), [ended] { return waitFor(ended); }};
}

void StdioLinks::close(const std::string &instanceId)
{
    m_bridges.close(instanceId);
}

} // namespace berth::engine
