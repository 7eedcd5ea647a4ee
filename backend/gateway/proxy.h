// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/caller_check.h"
#include "gateway/forwarding.h"
#include "gateway/front_door.h"
#include "gateway/gateway.h"
#include "gateway/idle_watch.h"
#include "gateway/upstream_call.h"
#include "net/http_server.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace berth::gateway {

namespace asio = boost::asio;

/// Answers the gateway's requests. Confined to the gateway's thread.
class Proxy
{
public:
    Proxy(asio::any_io_executor executor, const Gateway::Options &options,
          std::shared_ptr<CallBook> book);

    void setCallerCheck(CallerCheck check)
    {
        m_check = std::move(check);
    }
    /// Requests under way keep the route they began with.
    void setRoutes(RouteTable routes);
    void noteUse(const std::string &instanceId, int calls)
    {
        m_idle.note(instanceId, calls);
    }
    void setCallers(CallerRules rules)
    {
        m_door.setRules(std::move(rules));
    }
    asio::awaitable<void> handle(net::ServerExchange &exchange);
    /// Runs until stop().
    static asio::awaitable<void> watchIdle(std::shared_ptr<Proxy> self);
    void stop()
    {
        m_idle.stop();
    }

private:
    /// Of a request, as long as that lasts.
    struct Path
    {
        std::string_view text;
        std::shared_ptr<const std::string> holder; ///< null: the request holds it
    };

    /// Where a request wants to.
    struct Destination
    {
        Path path;
        std::optional<SlugPath> split;
        TargetPtr target; ///< this request's, whatever is published meanwhile; null: none there
    };

    tl::expected<Path, std::string> ownPath(const net::ServerExchange &exchange) const;
    Destination destinationOf(Path path) const;
    static PlacePtr placeOf(const Destination &to);
    asio::awaitable<void> letIn(net::ServerExchange &exchange, PlacePtr place, Destination to);
    TargetPtr find(const std::optional<SlugPath> &path) const;
    static std::optional<net::HttpResponse> ownAnswer(const Destination &to);
    asio::awaitable<TargetPtr> started(TargetPtr target, SlugPath path);
    asio::awaitable<void> dispatch(net::ServerExchange &exchange, Destination &&to);
    asio::awaitable<void> dispatchLater(net::ServerExchange &exchange, Destination to);
    static asio::awaitable<void> respondWith(net::ServerExchange &exchange,
                                             net::HttpResponse answer);
    asio::awaitable<void> forward(net::ServerExchange &exchange, TargetPtr target,
                                  std::string_view rest);
    static asio::awaitable<void> answerHere(net::ServerExchange &exchange, TargetPtr target,
                                            std::string_view rest, IdleWatch::Call use);
    std::string overview(const Caller &caller) const;

    asio::any_io_executor m_executor;
    std::string m_version;
    std::function<void(const std::string &)> m_onWanted;
    FrontDoor m_door;
    IdleWatch m_idle;
    Pulse m_routesChanged;
    CallerCheck m_check{"127.0.0.1", 0};
    std::map<std::string, TargetPtr, std::less<>> m_targets;
};

} // namespace berth::gateway
