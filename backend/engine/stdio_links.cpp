// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/stdio_links.h"

#include "engine/wake_signal.h"
#include "podman/podman_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace berth::engine {

namespace asio = net::asio;

namespace {

/// Runs on the bridges' executor, hence a client of its own: the engine's belongs to the engine's.
net::Task<std::unique_ptr<net::RawStream>> attach(asio::any_io_executor executor,
                                                  net::Endpoint podman, std::string containerId)
{
    podman::PodmanClient client(executor, std::move(podman));
    co_return co_await client.attach(std::move(containerId));
}

/// The input and output of a container that ends with it.
class OwnContainer final : public net::RawStream
{
public:
    OwnContainer(std::unique_ptr<net::RawStream> stream, std::function<void()> remove)
        : m_stream(std::move(stream))
        , m_remove(std::move(remove))
    {}
    ~OwnContainer() override
    {
        m_remove();
    }
    OwnContainer(const OwnContainer &) = delete;
    OwnContainer &operator=(const OwnContainer &) = delete;

    net::Task<std::string> read() override
    {
        return m_stream->read();
    }
    net::Task<> write(std::string_view bytes) override
    {
        return m_stream->write(bytes);
    }
    void shutdownWrite() override
    {
        m_stream->shutdownWrite();
    }
    void close() override
    {
        m_stream->close();
    }

private:
    std::unique_ptr<net::RawStream> m_stream;
    std::function<void()> m_remove;
};

/// Runs on the bridges' executor, except for what the engine does.
net::Task<std::unique_ptr<net::RawStream>> attachAnother(asio::any_io_executor executor,
                                                         asio::any_io_executor engine,
                                                         net::Endpoint podman,
                                                         providers::MoreContainers more)
{
    auto id = co_await asio::co_spawn(engine, more.start(), asio::use_awaitable);
    if (!id) {
        co_return base::fail(std::move(id.error()));
    }
    std::function<void()> remove = [engine, more, containerId = *id] {
        asio::co_spawn(engine, more.remove(containerId), asio::detached);
    };
    auto stream = co_await attach(executor, std::move(podman), *id);
    if (!stream) {
        remove();
        co_return base::fail(std::move(stream.error()));
    }
    co_return std::make_unique<OwnContainer>(std::move(*stream), std::move(remove));
}

gateway::BackEndPolicy::Kind kindOf(model::BackEnds backEnds)
{
    using Kind = gateway::BackEndPolicy::Kind;
    switch (backEnds) {
    case model::BackEnds::PerClient:
        return Kind::PerClient;
    case model::BackEnds::PerSession:
        return Kind::PerSession;
    case model::BackEnds::Shared:
        break;
    }
    return Kind::Shared;
}

void takeOptions(gateway::StdioServer &server, const model::GatewayOptions &options)
{
    server.callTimeout = options.callTimeout;
    server.toolTimeouts = {options.toolTimeouts.begin(), options.toolTimeouts.end()};
    server.backEnds.kind = kindOf(options.backEnds);
    server.backEnds.most = static_cast<std::size_t>(options.maxBackEnds);
    server.backEnds.idle = options.backEndIdle;
}

asio::awaitable<void> waitFor(std::shared_ptr<WakeSignal> signal)
{
    co_await signal->wait();
}

} // namespace

StdioLinks::StdioLinks(asio::any_io_executor executor, asio::any_io_executor bridges,
                       std::filesystem::path directory,
                       std::function<std::int64_t()> maxMessageBytes,
                       std::function<void(const std::string &, const BackEndUse &)> onUse)
    : m_executor(std::move(executor))
    , m_maxMessageBytes(std::move(maxMessageBytes))
    , m_onUse(std::move(onUse))
    , m_bridges(std::move(bridges), std::move(directory))
{}

base::Result<providers::StdioLink> StdioLinks::open(const model::Instance &instance,
                                                    std::string containerId,
                                                    const net::Endpoint &podman,
                                                    providers::MoreContainers more)
{
    gateway::StdioServer server;
    server.name = instance.name;
    server.maxMessageBytes = static_cast<std::size_t>(m_maxMessageBytes());
    server.attach = [executor = m_bridges.executor(), podman, id = std::move(containerId)] {
        return attach(executor, podman, id);
    };
    takeOptions(server, instance.spec.docker()->gateway);
    // Not called unless clients have containers of their own.
    server.backEnds.attachAnother = [bridges = m_bridges.executor(), engine = m_executor, podman,
                                     more = std::move(more)] {
        return attachAnother(bridges, engine, podman, more);
    };
    if (server.backEnds.kind != gateway::BackEndPolicy::Kind::Shared) {
        const std::size_t most = server.backEnds.most;
        server.backEnds.onUse = [executor = m_executor, tell = m_onUse, id = instance.id,
                                 most](std::size_t used) {
            asio::post(executor, [tell, id, used, most] { tell(id, BackEndUse{used, most}); });
        };
        m_onUse(instance.id, BackEndUse{0, most});
    }
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
