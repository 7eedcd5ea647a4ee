// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "net/http_client.h"
#include "net/http_message.h"
#include "net/task.h"

#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace berth::net {

/// One request being answered. Valid until the handler's coroutine ends.
class ServerExchange
{
public:
    virtual ~ServerExchange() = default;

    virtual const std::string &method() const = 0;
    virtual const std::string &target() const = 0;
    virtual const Headers &headers() const = 0;
    /// Address of the caller ("127.0.0.1"), empty on a Unix socket.
    virtual std::string peer() const = 0;

    /// Whole request body; LimitReached beyond `limit`.
    virtual Task<std::string> readBody(std::size_t limit) = 0;
    /// Next piece of the request body; empty at the end.
    virtual Task<std::string> readSome() = 0;
    /// What came of the request body with its head; empty when there is more to wait for.
    virtual std::string takeArrived() = 0;

    /// Answers in one go with Content-Length.
    virtual Task<> respond(HttpResponse response) = 0;
    /// Starts a streamed answer: chunked, or as long as a Content-Length in `head` says.
    virtual Task<> start(HttpResponseHead head) = 0;
    virtual Task<> write(std::string_view bytes) = 0;
    virtual Task<> finish() = 0;
    /// start() and the first write() in one packet.
    virtual Task<> start(HttpResponseHead head, std::string_view firstBytes) = 0;

    /// Answers with 101 and those headers; from then on the connection is the caller's bytes and
    /// ours. The stream is valid as long as the exchange.
    virtual Task<std::unique_ptr<RawStream>> upgrade(HttpResponseHead head) = 0;

    /// Ends when the caller closed its side (nothing else may read meanwhile), or with Cancelled.
    /// For streams that must notice a client that went away.
    virtual Task<> waitForClose() = 0;
    /// From now on the handler is cancelled when the caller closes its side, as soon as the request
    /// body has been read. Costs nothing, unlike waitForClose() in parallel with the work.
    virtual void cancelOnClose() = 0;
    /// Cancels the handler and closes the connection. Called from elsewhere than the handler.
    virtual void abort() = 0;
};

/// HTTP/1.1 server. Confined to one executor. Malformed or oversized requests are answered with
/// 400/413/431 and never reach the handler; a request with both Content-Length and
/// Transfer-Encoding is refused (RFC 9112 section 6.1).
class HttpServer
{
public:
    /// Called per request. An exception or an unanswered exchange becomes a 500.
    using Handler = std::function<asio::awaitable<void>(ServerExchange &)>;

    struct Options
    {
        std::chrono::milliseconds headTimeout{15000}; ///< slow heads are cut off
        std::chrono::milliseconds idleTimeout{75000};
        std::size_t maxHeadBytes = 32 * base::kibibyte;
        std::size_t maxConnections = 1024; ///< one more is answered with 503 and closed
    };

    HttpServer(asio::any_io_executor executor, Handler handler);
    HttpServer(asio::any_io_executor executor, Handler handler, Options options);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    /// Port 0 takes a free one; returns the port. AlreadyExists when the port is taken.
    base::Result<std::uint16_t> listenTcp(const std::string &address, std::uint16_t port);
    /// The same with TLS; see makeServerTls().
    base::Result<std::uint16_t> listenTls(const std::string &address, std::uint16_t port,
                                          std::shared_ptr<asio::ssl::context> tls);
    /// Replaces a dead socket file, refuses a live one (AlreadyExists); mode 0600.
    base::Status listenUnix(const std::filesystem::path &path);
    /// Stops accepting and breaks open connections off. Idempotent. Running handlers are cancelled
    /// and end on the executor afterwards: what they use must live until then, or the executor's
    /// thread must be stopped first.
    void stop();

private:
    class Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace berth::net
