// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/callers.h"
#include "gateway/forwarding.h"
#include "gateway/gateway.h"
#include "gateway/idle_watch.h"
#include "gateway/upstream_sessions.h"
#include "net/http_client.h"
#include "net/http_server.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace berth::gateway {

/// Where a call goes.
struct Target
{
    /// `ownPrefix`: the path that its clients know.
    Target(Route to, std::string ownPrefix)
        : route(std::move(to))
        , prefix(std::move(ownPrefix))
        , headers(route, prefix)
    {}

    Route route;
    PlacePtr place;
    std::string prefix;
    RequestHeaders headers;
    std::shared_ptr<net::HttpClient> client;    ///< kept while the upstream stays the same
    std::shared_ptr<UpstreamSessions> sessions; ///< kept as long as the slug
};
using TargetPtr = std::shared_ptr<const Target>;

net::HttpResponse jsonResponse(int status, std::string body);
/// The gateway's own errors: {"error": word, "code": status, "message": …}.
net::HttpResponse problem(int status, std::string_view word, std::string_view message);

/// One request on its way to an HTTP upstream and its answer on the way back, neither collected.
/// Greets an upstream anew that has forgotten the caller's session. Confined to the gateway's
/// thread.
class UpstreamCall
{
public:
    /// `rest`: what follows the slug, good until it ends. `use` ends with it.
    static net::asio::awaitable<void> run(net::ServerExchange &exchange, TargetPtr target,
                                          std::string_view rest, IdleWatch::Call use);
    UpstreamCall(const UpstreamCall &) = delete;
    UpstreamCall &operator=(const UpstreamCall &) = delete;

private:
    UpstreamCall(net::ServerExchange &exchange, TargetPtr target, std::string_view rest);

    using StreamPtr = std::unique_ptr<net::HttpStream>;

    base::Status checkLength() const;
    bool hasBody() const;
    void keepFirst(std::string piece);
    net::Task<> readFirst();
    net::HttpRequest request() const;
    net::Task<StreamPtr> open();
    net::Task<StreamPtr> openAgain(StreamPtr first);
    bool hasForgotten(net::HttpStream &stream);
    net::Task<> renew();
    net::Task<std::string> greet();
    net::Task<> confirm(std::string upstreamId);
    void noteSession(net::HttpResponseHead &head);
    net::Task<std::string> nextPiece();
    net::HttpResponse answerSoFar(net::HttpStream &stream);
    net::asio::awaitable<void> relay(net::HttpStream &stream, net::HttpResponse answer);
    net::asio::awaitable<void> switchProtocols(net::HttpStream &stream, net::Headers headers);
    net::HttpResponse failure(const base::Error &error) const;

    net::ServerExchange &m_exchange;
    TargetPtr m_target;
    std::string m_path;
    UpstreamSessions::SessionPtr m_session; ///< null when none is known
    std::string m_usedId;                   ///< that went to the upstream
    std::string m_body;                     ///< what came first of it
    bool m_isWhole = true;                  ///< m_body is all there is
    std::optional<std::size_t> m_length;
    std::size_t m_bodyBytes = 0;
    std::string m_arrived; ///< of the answer's body, read before it was clear what to do
};

} // namespace berth::gateway
