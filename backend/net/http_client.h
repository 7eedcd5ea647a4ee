// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "net/endpoint.h"
#include "net/http_message.h"
#include "net/proxy.h"
#include "net/task.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace berth::net {

class RawStream;

/// A response whose body arrives piece by piece. Destroying it closes the connection unless the
/// body was read to its end, in which case the connection returns to the pool.
class HttpStream
{
public:
    virtual ~HttpStream() = default;

    virtual const HttpResponseHead &head() const = 0;
    /// The head's fields, which head() is without from then on.
    virtual Headers takeHeaders() = 0;
    /// The next piece of the body as it came off the wire (chunk framing removed); empty at the
    /// end.
    virtual Task<std::string> read() = 0;
    /// The rest of the body; LimitReached beyond `limit` bytes.
    virtual Task<std::string> readAll(std::size_t limit) = 0;
    /// What has arrived of the body and was not read yet, without waiting.
    virtual std::string takeArrived() = 0;
    /// The whole body has been handed out.
    virtual bool atEnd() const = 0;
    /// Breaks off from any coroutine of the same executor; a pending read() ends with Cancelled.
    virtual void close() = 0;
    /// Takes the connection over, after the head of a 101.
    virtual std::unique_ptr<RawStream> upgrade() = 0;
};

/// A connection after "Upgrade" or a hijack: raw bytes both ways (Podman attach).
class RawStream
{
public:
    virtual ~RawStream() = default;
    /// Bytes as they come; empty when the other side closed.
    virtual Task<std::string> read() = 0;
    /// `bytes` must stay valid until it ends.
    virtual Task<> write(std::string_view bytes) = 0;
    virtual void shutdownWrite() = 0;
    virtual void close() = 0;
};

/// HTTP/1.1 client for one endpoint with a keep-alive pool. Confined to one executor (no locks).
/// A pooled connection that the server closed meanwhile is replaced once, silently, when not a
/// single byte of answer came and the request is idempotent or was not sent: a POST that a dying
/// server may have acted upon is never sent twice.
class HttpClient
{
public:
    struct Options
    {
        std::chrono::milliseconds connectTimeout{5000};
        std::size_t maxIdleConnections = 8;
        std::string extraCaFile; ///< PEM, trusted in addition to the system's authorities
        /// SHA-256 of the one certificate that is trusted (see server_tls.h), and no authority.
        std::string pinnedFingerprint;
        std::size_t maxHeadBytes = 64 * base::kibibyte;
        std::optional<Proxy> proxy; ///< see proxyFor()
    };

    HttpClient(asio::any_io_executor executor, Endpoint endpoint);
    HttpClient(asio::any_io_executor executor, Endpoint endpoint, Options options);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    const Endpoint &endpoint() const;

    /// Sends a request and waits for the head of the answer, at most `headTimeout` (zero: no
    /// limit). Timeout, Unavailable (cannot connect), ConnectionLost, ProtocolError.
    Task<std::unique_ptr<HttpStream>> open(HttpRequest request,
                                           std::chrono::milliseconds headTimeout);

    /// Gives the next piece of a request body; empty at the end.
    using BodySource = std::function<Task<std::string>()>;
    /// Like open(), with a body that is sent as it comes: chunked, or as long as a Content-Length
    /// in `request` says. `request.body` is sent first. The head is awaited from the body's end on.
    Task<std::unique_ptr<HttpStream>> open(HttpRequest request, BodySource body,
                                           std::chrono::milliseconds headTimeout);

    /// Whole exchange within `timeout`; the body is bounded by `bodyLimit` bytes.
    Task<HttpResponse> request(HttpRequest request, std::chrono::milliseconds timeout,
                               std::size_t bodyLimit = 64 * base::mebibyte);

    /// Sends a request and takes the connection over after a 101 or 200 answer. Another answer is
    /// an error with the answer's body in its details.
    Task<std::unique_ptr<RawStream>> hijack(HttpRequest request, std::chrono::milliseconds timeout);

private:
    class Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace berth::net
