// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/http_server.h"

#include "net/quiet.h"
#include "net/server_connection.h"
#include "net/unix_listener.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace berth::net {

using asio::ip::tcp;
using asio::local::stream_protocol;
using base::ErrorCode;

namespace {

using Tls = std::shared_ptr<asio::ssl::context>;

std::string peerOf(const tcp::socket &socket)
{
    ErrorCodeOf error;
    const auto endpoint = socket.remote_endpoint(error);
    return error ? std::string() : endpoint.address().to_string();
}

std::string peerOf(const stream_protocol::socket &)
{
    return {};
}

void tune(tcp::socket &socket)
{
    ErrorCodeOf ignored;
    socket.set_option(tcp::no_delay(true), ignored);
}

void tune(stream_protocol::socket &) {}

base::Error listenError(const std::string &where, const ErrorCodeOf &error)
{
    const auto code = error == asio::error::address_in_use  ? ErrorCode::AlreadyExists
                      : error == asio::error::access_denied ? ErrorCode::PermissionDenied
                                                            : ErrorCode::Unavailable;
    return {code, "Cannot listen on " + where + ": " + error.message() + "."};
}

} // namespace

class HttpServer::Impl : public std::enable_shared_from_this<Impl>
{
public:
    Impl(asio::any_io_executor executor, Handler handler, Options options)
        : m_executor(std::move(executor))
        , m_handler(std::make_shared<const Handler>(std::move(handler)))
        , m_nextTurn(std::make_shared<NextTurn>(m_executor))
        , m_options(options)
    {}

    base::Result<std::uint16_t> listenTcp(const std::string &address, std::uint16_t port,
                                          const Tls &tls)
    {
        const std::string where = address + ":" + std::to_string(port);
        ErrorCodeOf error;
        const auto parsed = asio::ip::make_address(address, error);
        if (error) {
            return base::fail(ErrorCode::InvalidArgument,
                              "'" + address + "' is not an IP address to listen on.");
        }
        const tcp::endpoint endpoint(parsed, port);
        auto acceptor = std::make_shared<tcp::acceptor>(m_executor);
        acceptor->open(endpoint.protocol(), error);
        if (!error) {
            // Only lets a port in TIME_WAIT be taken again; a listening one stays taken on Linux.
            acceptor->set_option(tcp::acceptor::reuse_address(true), error);
        }
        if (!error) {
            acceptor->bind(endpoint, error);
        }
        if (!error) {
            acceptor->listen(asio::socket_base::max_listen_connections, error);
        }
        if (error) {
            return base::fail(listenError(where, error));
        }
        const auto chosen = acceptor->local_endpoint(error).port();
        accept(acceptor, tls);
        return chosen;
    }

    base::Status listenUnix(const std::filesystem::path &path)
    {
        auto bound = bindUnixSocket(m_executor, path);
        if (!bound) {
            return base::fail(std::move(bound.error()));
        }
        m_unixPaths.push_back(std::move(bound->identity));
        accept(std::make_shared<stream_protocol::acceptor>(std::move(bound->acceptor)), {});
        return {};
    }

    void stop()
    {
        if (m_isStopped) {
            return; // the destructor may come from elsewhere than the first call
        }
        m_isStopped = true;
        for (const auto &close : std::exchange(m_closers, {})) {
            close();
        }
        for (const auto &file : std::exchange(m_unixPaths, {})) {
            removeOwnSocket(file);
        }
        for (const auto &connection : std::exchange(m_connections, {})) {
            connection->stop();
        }
    }

private:
    template <typename Acceptor>
    void accept(std::shared_ptr<Acceptor> acceptor, const Tls &tls)
    {
        m_closers.emplace_back([acceptor] {
            ErrorCodeOf ignored;
            acceptor->close(ignored);
        });
        asio::co_spawn(m_executor, acceptLoop(weak_from_this(), acceptor, tls), asio::detached);
    }

    template <typename Acceptor>
    static asio::awaitable<void> acceptLoop(std::weak_ptr<Impl> weak,
                                            std::shared_ptr<Acceptor> acceptor, Tls tls)
    {
        for (;;) {
            auto [error, socket] = co_await acceptor->async_accept(asTuple);
            const auto self = weak.lock();
            if (!self || self->m_isStopped || !acceptor->is_open()) {
                co_return;
            }
            if (!error) {
                auto peer = peerOf(socket);
                tune(socket);
                self->admit(Socket(std::move(socket)), std::move(peer), tls);
            } else if (error != asio::error::connection_aborted) {
                // Out of descriptors, most likely: trying at once again would only burn the CPU.
                constexpr std::chrono::milliseconds pause{100};
                asio::steady_timer timer(acceptor->get_executor(), pause);
                co_await timer.async_wait(asTuple);
            }
        }
    }

    void admit(Socket socket, std::string peer, const Tls &tls)
    {
        if (m_connections.size() >= m_options.maxConnections) {
            constexpr std::string_view busy = "HTTP/1.1 503 Service Unavailable\r\n"
                                              "Content-Length: 0\r\nConnection: close\r\n\r\n";
            ErrorCodeOf ignored;
            socket.non_blocking(true, ignored);
            socket.write_some(asio::buffer(busy), ignored);
            return;
        }
        auto connection = std::make_shared<ServerConnection>(std::move(socket), std::move(peer),
                                                             m_handler, m_nextTurn, m_options, tls);
        m_connections.insert(connection);
        connection->start([weak = weak_from_this()](const auto &ended) {
            if (const auto self = weak.lock()) {
                self->m_connections.erase(ended);
            }
        });
    }

    asio::any_io_executor m_executor;
    std::shared_ptr<const Handler> m_handler;
    std::shared_ptr<NextTurn> m_nextTurn;
    Options m_options;
    std::vector<std::function<void()>> m_closers;
    std::vector<SocketFile> m_unixPaths;
    std::unordered_set<std::shared_ptr<ServerConnection>> m_connections;
    bool m_isStopped = false;
};

HttpServer::HttpServer(asio::any_io_executor executor, Handler handler)
    : HttpServer(std::move(executor), std::move(handler), Options())
{}

HttpServer::HttpServer(asio::any_io_executor executor, Handler handler, Options options)
    : m_impl(std::make_shared<Impl>(std::move(executor), std::move(handler), options))
{}

HttpServer::~HttpServer()
{
    stop();
}

base::Result<std::uint16_t> HttpServer::listenTcp(const std::string &address, std::uint16_t port)
{
    return m_impl->listenTcp(address, port, nullptr);
}

base::Result<std::uint16_t> HttpServer::listenTls(const std::string &address, std::uint16_t port,
                                                  std::shared_ptr<asio::ssl::context> tls)
{
    return m_impl->listenTcp(address, port, tls);
}

base::Status HttpServer::listenUnix(const std::filesystem::path &path)
{
    return m_impl->listenUnix(path);
}

void HttpServer::stop()
{
    m_impl->stop();
}

} // namespace berth::net
