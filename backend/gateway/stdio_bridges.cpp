// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/stdio_bridges.h"

#include "base/ids.h"
#include "log/log.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <map>
#include <mutex>
#include <utility>

namespace berth::gateway {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t nameBytes = 6;

/// One bridge and the server it listens with. Lives on the bridges' executor.
struct Bridge : std::enable_shared_from_this<Bridge>
{
    Bridge(const asio::any_io_executor &executor, StdioServer server)
        : name(server.name)
        , core(std::make_shared<BridgePool>(executor, std::move(server)))
        , http(executor,
               [core = core](net::ServerExchange &exchange) { return core->handle(exchange); })
    {}

    asio::awaitable<void> run(std::function<void()> onEnd)
    {
        const auto self = shared_from_this();
        const base::Error error = co_await core->run();
        if (!isClosed) {
            log::logger("gateway")->info("the bridge to {} ended: {}", name, error.message);
            onEnd();
        }
    }

    void close()
    {
        isClosed = true;
        core->close();
        http.stop();
    }

    std::string name;
    net::Endpoint endpoint;
    std::shared_ptr<BridgePool> core;
    net::HttpServer http;
    bool isClosed = false;
};

} // namespace

class StdioBridges::Impl
{
public:
    Impl(asio::any_io_executor executor, fs::path directory)
        : m_executor(std::move(executor))
        , m_directory(std::move(directory))
    {
        std::error_code ignored; // a directory that cannot be made shows when a bridge opens
        fs::remove_all(m_directory, ignored);
        fs::create_directories(m_directory, ignored);
        fs::permissions(m_directory, fs::perms::owner_all, ignored);
    }
    ~Impl()
    {
        for (auto &[key, bridge] : m_bridges) {
            closeLater(std::move(bridge));
        }
    }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;

    asio::any_io_executor executor() const
    {
        return m_executor;
    }

    base::Result<net::Endpoint> open(const std::string &key, StdioServer server,
                                     std::function<void()> onEnd)
    {
        close(key);
        const fs::path path = m_directory / (base::randomHex(nameBytes) + ".sock");
        auto bridge = std::make_shared<Bridge>(m_executor, std::move(server));
        if (auto listening = bridge->http.listenUnix(path); !listening) {
            return base::fail(std::move(listening.error()));
        }
        bridge->endpoint = net::Endpoint::unixSocket(path.string(), bridge->name);
        asio::co_spawn(m_executor, bridge->run(std::move(onEnd)), asio::detached);
        const std::lock_guard lock(m_mutex);
        return (m_bridges[key] = std::move(bridge))->endpoint;
    }

    void close(const std::string &key)
    {
        const std::lock_guard lock(m_mutex);
        auto found = m_bridges.extract(key);
        if (!found.empty()) {
            closeLater(std::move(found.mapped()));
        }
    }

    std::shared_ptr<LocalService> serviceAt(const net::Endpoint &endpoint) const
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[key, bridge] : m_bridges) {
            if (bridge->endpoint == endpoint) {
                return bridge->core;
            }
        }
        return nullptr;
    }

private:
    void closeLater(std::shared_ptr<Bridge> bridge)
    {
        asio::post(m_executor, [bridge = std::move(bridge)] { bridge->close(); });
    }

    asio::any_io_executor m_executor;
    fs::path m_directory;
    mutable std::mutex m_mutex; ///< for m_bridges
    std::map<std::string, std::shared_ptr<Bridge>> m_bridges;
};

StdioBridges::StdioBridges(asio::any_io_executor executor, fs::path directory)
    : m_impl(std::make_unique<Impl>(std::move(executor), std::move(directory)))
{}

StdioBridges::~StdioBridges() = default;

asio::any_io_executor StdioBridges::executor() const
{
    return m_impl->executor();
}

base::Result<net::Endpoint> StdioBridges::open(const std::string &key, StdioServer server,
                                               std::function<void()> onEnd)
{
    return m_impl->open(key, std::move(server), std::move(onEnd));
}

void StdioBridges::close(const std::string &key)
{
    m_impl->close(key);
}

std::shared_ptr<LocalService> StdioBridges::serviceAt(const net::Endpoint &endpoint) const
{
    return m_impl->serviceAt(endpoint);
}

} // namespace berth::gateway
