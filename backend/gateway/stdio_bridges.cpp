// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/stdio_bridges.h"

#include "base/ids.h"
#include "log/log.h"
#include "net/io_thread.h"

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

/// One bridge and the server it listens with. Lives on the bridges' thread.
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
    std::shared_ptr<BridgePool> core;
    net::HttpServer http;
    bool isClosed = false;
};

} // namespace

class StdioBridges::Impl
{
public:
    explicit Impl(fs::path directory)
        : m_directory(std::move(directory))
    {
        std::error_code ignored; // a directory that cannot be made shows when a bridge opens
        fs::remove_all(m_directory, ignored);
        fs::create_directories(m_directory, ignored);
        fs::permissions(m_directory, fs::perms::owner_all, ignored);
    }
    ~Impl()
    {
        m_thread.stop(); // first, so that nothing below races with it
        for (const auto &[key, bridge] : m_bridges) {
            bridge->close();
        }
    }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;

    asio::any_io_executor executor() const
    {
        return m_thread.executor();
    }

    base::Result<net::Endpoint> open(const std::string &key, StdioServer server,
                                     std::function<void()> onEnd)
    {
        close(key);
        const fs::path path = m_directory / (base::randomHex(nameBytes) + ".sock");
        auto bridge = std::make_shared<Bridge>(m_thread.executor(), std::move(server));
        if (auto listening = bridge->http.listenUnix(path); !listening) {
            return base::fail(std::move(listening.error()));
        }
        asio::co_spawn(m_thread.executor(), bridge->run(std::move(onEnd)), asio::detached);
        const std::lock_guard lock(m_mutex);
        m_bridges[key] = std::move(bridge);
        return net::Endpoint::unixSocket(path.string());
    }

    void close(const std::string &key)
    {
        const std::lock_guard lock(m_mutex);
        auto found = m_bridges.extract(key);
        if (!found.empty()) {
            asio::post(m_thread.executor(),
                       [bridge = std::move(found.mapped())] { bridge->close(); });
        }
    }

private:
    fs::path m_directory;
    net::IoThread m_thread{"berth-bridges"};
    std::mutex m_mutex; ///< for m_bridges
    std::map<std::string, std::shared_ptr<Bridge>> m_bridges;
};

StdioBridges::StdioBridges(fs::path directory)
    : m_impl(std::make_unique<Impl>(std::move(directory)))
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

} // namespace berth::gateway
