// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/gateway.h"

#include "gateway/proxy.h"
#include "net/http_server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <limits>
#include <utility>

namespace berth::gateway {

namespace asio = boost::asio;

using base::ErrorCode;

class Gateway::Impl
{
public:
    Impl(asio::any_io_executor executor, Options options)
        : m_options(withToken(std::move(options)))
        , m_book(m_options.book ? m_options.book : std::make_shared<CallBook>(nullptr))
        , m_executor(std::move(executor))
        , m_proxy(std::make_shared<Proxy>(m_executor, m_options, m_book))
        , m_server(
              m_executor,
              [proxy = m_proxy](net::ServerExchange &exchange) { return proxy->handle(exchange); },
              serverOptions())
    {}
    ~Impl()
    {
        stop();
    }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;

    base::Result<std::uint16_t> start()
    {
        base::Result<std::shared_ptr<asio::ssl::context>> tls = nullptr;
        if (m_options.tls) {
            tls = net::makeServerTls(*m_options.tls);
            if (!tls) {
                return base::fail(std::move(tls.error()));
            }
        }
        base::Result<std::uint16_t> port = listen(m_options.port, *tls);
        for (int tries = 1; !port && port.error().code == ErrorCode::AlreadyExists &&
                            tries < m_options.portsToTry &&
                            m_options.port + tries <= std::numeric_limits<std::uint16_t>::max();
             ++tries) {
            port = listen(static_cast<std::uint16_t>(m_options.port + tries), *tls);
        }
        if (!port) {
            return port;
        }
        m_port = *port;
        m_fingerprint = *tls ? net::fingerprintOf(**tls) : std::string();
        // Requests that come before this runs are refused: the check starts with port 0.
        asio::post(m_executor, [proxy = m_proxy, check = CallerCheck(m_options.address, m_port,
                                                                     m_options.hostNames)] {
            proxy->setCallerCheck(check);
        });
        asio::co_spawn(m_executor, Proxy::watchIdle(m_proxy), asio::detached);
        return port;
    }

    void stop()
    {
        if (m_isStopped) {
            return;
        }
        m_isStopped = true;
        std::promise<void> stopped;
        asio::post(m_executor, [this, &stopped] {
            m_server.stop();
            m_proxy->stop();
            stopped.set_value();
        });
        stopped.get_future().wait();
    }

    void setRoutes(RouteTable routes)
    {
        asio::post(m_executor, [proxy = m_proxy, table = std::move(routes)]() mutable {
            proxy->setRoutes(std::move(table));
        });
    }

    void setCallers(CallerRules rules)
    {
        asio::post(m_executor, [proxy = m_proxy, rules = std::move(rules)]() mutable {
            proxy->setCallers(std::move(rules));
        });
    }

    CallBook::Contents takeCalls()
    {
        return m_book->take();
    }

    void noteUse(const std::string &instanceId, int calls)
    {
        asio::post(m_executor,
                   [proxy = m_proxy, instanceId, calls] { proxy->noteUse(instanceId, calls); });
    }

    const base::Secret &ownToken() const
    {
        return m_options.ownToken;
    }

    std::string address() const
    {
        std::string host = m_options.address;
        if (host == "0.0.0.0" || host == "::") {
            host = m_options.hostNames.empty() ? "127.0.0.1" : m_options.hostNames.front();
        }
        return endpointAt(std::move(host)).origin();
    }

    net::Endpoint ownEndpoint() const
    {
        const std::string &bound = m_options.address;
        return endpointAt(bound == "0.0.0.0" ? "127.0.0.1" : bound == "::" ? "::1" : bound);
    }

    const std::string &fingerprint() const
    {
        return m_fingerprint;
    }

private:
    net::Endpoint endpointAt(std::string host) const
    {
        return {m_options.tls ? net::Endpoint::Kind::Tls : net::Endpoint::Kind::Tcp,
                std::move(host), m_port};
    }

    base::Result<std::uint16_t> listen(std::uint16_t port,
                                       const std::shared_ptr<asio::ssl::context> &tls)
    {
        return tls ? m_server.listenTls(m_options.address, port, tls)
                   : m_server.listenTcp(m_options.address, port);
    }

    static net::HttpServer::Options serverOptions()
    {
        net::HttpServer::Options options;
        options.maxConnections = 8192; // an SSE stream per client and instance adds up
        return options;
    }

    static Options withToken(Options options)
    {
        if (options.ownToken.empty()) {
            options.ownToken = newClientToken();
        }
        return options;
    }

    Options m_options;
    std::uint16_t m_port = 0;
    std::string m_fingerprint;
    std::shared_ptr<CallBook> m_book;
    asio::any_io_executor m_executor;
    std::shared_ptr<Proxy> m_proxy;
    net::HttpServer m_server;
    bool m_isStopped = false;
};

Gateway::Gateway(asio::any_io_executor executor, Options options)
    : m_impl(std::make_unique<Impl>(std::move(executor), std::move(options)))
{}

Gateway::~Gateway() = default;

base::Result<std::uint16_t> Gateway::start()
{
    return m_impl->start();
}

void Gateway::stop()
{
    m_impl->stop();
}

void Gateway::setRoutes(RouteTable routes)
{
    m_impl->setRoutes(std::move(routes));
}

void Gateway::setCallers(CallerRules rules)
{
    m_impl->setCallers(std::move(rules));
}

CallBook::Contents Gateway::takeCalls()
{
    return m_impl->takeCalls();
}

void Gateway::noteUse(const std::string &instanceId, int calls)
{
    m_impl->noteUse(instanceId, calls);
}

const base::Secret &Gateway::ownToken() const
{
    return m_impl->ownToken();
}

std::string Gateway::address() const
{
    return m_impl->address();
}

net::Endpoint Gateway::ownEndpoint() const
{
    return m_impl->ownEndpoint();
}

const std::string &Gateway::fingerprint() const
{
    return m_impl->fingerprint();
}

} // namespace berth::gateway
