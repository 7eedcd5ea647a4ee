// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/proxy.h"

#include "base/json.h"
#include "gateway/counted_exchange.h"
#include "gateway/forwarded_exchange.h"
#include "gateway/forwarding.h"
#include "gateway/upstream_call.h"
#include "model/client.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace berth::gateway {

using namespace asio::experimental::awaitable_operators;

using base::ErrorCode;
using net::ServerExchange;

namespace {

constexpr int ok = 200;
constexpr int forbidden = 403;
constexpr int notFound = 404;
constexpr int unavailable = 503;

/// It is not there yet, and comes when it is called for, or by itself.
bool isAwaited(const Route &route)
{
    return (route.startsOnCall || route.isComing) && !route.available && !route.hasFailed;
}

/// What a slug stands for, as clients' limits and the history of calls know it. No route: nothing
/// is there.
Place placeAt(std::string_view slug, const Route *route)
{
    if (slug.empty() || slug.starts_with('@')) {
        const std::string group(slug.empty() ? model::allInstancesGroup : slug.substr(1));
        return {{}, group, "@" + group};
    }
    return route != nullptr ? Place{route->instanceId, {}, route->instanceName}
                            : Place{{}, {}, std::string(slug)};
}

} // namespace

Proxy::Proxy(asio::any_io_executor executor, const Gateway::Options &options,
             std::shared_ptr<CallBook> book)
    : m_executor(executor)
    , m_version(options.version)
    , m_onWanted(options.onWanted)
    , m_door(options.ownToken, std::move(book))
    , m_idle(
          executor, options.onIdle ? options.onIdle : [](const std::string &) {})
    , m_routesChanged(executor)
{}

asio::awaitable<void> Proxy::watchIdle(std::shared_ptr<Proxy> self)
{
    co_await self->m_idle.run();
}

void Proxy::setRoutes(RouteTable routes)
{
    constexpr std::size_t idleConnections = 64;
    std::map<std::string, TargetPtr, std::less<>> targets;
    m_idle.setRoutes(routes);
    for (auto &[slug, newRoute] : routes) {
        auto target = std::make_shared<Target>(std::move(newRoute), "/mcp/" + slug);
        const Route &route = target->route;
        const auto old = m_targets.find(slug);
        if (old != m_targets.end() && old->second->client &&
            old->second->route.upstream == route.upstream &&
            old->second->route.caFile == route.caFile) {
            target->client = old->second->client;
        } else if (route.available) {
            net::HttpClient::Options options;
            options.maxIdleConnections = idleConnections;
            options.extraCaFile = route.caFile;
            target->client = std::make_shared<net::HttpClient>(m_executor, route.upstream, options);
        }
        target->sessions = old != m_targets.end() ? old->second->sessions
                                                  : std::make_shared<UpstreamSessions>(m_executor);
        target->place = std::make_shared<const Place>(placeAt(slug, &route));
        targets.emplace(slug, std::move(target));
    }
    m_targets = std::move(targets);
    m_routesChanged.beat();
}

// No coroutine, nor is dispatch(): they only say which one runs, and every call comes through here.
asio::awaitable<void> Proxy::handle(ServerExchange &exchange)
{
    auto path = ownPath(exchange);
    if (!path) {
        return respondWith(exchange, problem(forbidden, "forbidden", path.error()));
    }
    Destination to = destinationOf(std::move(*path));
    auto place = placeOf(to);
    if (!place) {
        return dispatch(exchange, std::move(to)); // tells what any program may know
    }
    return letIn(exchange, std::move(place), std::move(to));
}

/// The path that is asked for, or why not.
tl::expected<Proxy::Path, std::string> Proxy::ownPath(const ServerExchange &exchange) const
{
    if (auto refusal = m_check.refusal(exchange.headers())) {
        return tl::unexpected(std::move(*refusal));
    }
    const std::string &target = exchange.target();
    if (target.starts_with('/') || target == "*") {
        return Path{target, nullptr};
    }
    // Absolute form: its host counts instead of the header's (RFC 9112 section 3.2.2).
    const auto url = net::parseUrl(target);
    if (!url || !m_check.isOurHost(url->endpoint.hostHeader())) {
        return tl::unexpected(std::string("The request was made for another host name."));
    }
    auto holder = std::make_shared<const std::string>(url->target);
    const std::string_view text = *holder;
    return Path{text, std::move(holder)};
}

Proxy::Destination Proxy::destinationOf(Path path) const
{
    const auto split = splitTarget(path.text);
    return {std::move(path), split, find(split)};
}

/// Null for what is open to all; without a name for what is no endpoint of MCP.
PlacePtr Proxy::placeOf(const Destination &to)
{
    if (to.target) {
        return to.target->place;
    }
    if (to.path.text.substr(0, to.path.text.find('?')) == "/health") {
        return nullptr;
    }
    return std::make_shared<const Place>(to.split ? placeAt(to.split->slug, nullptr) : Place{});
}

asio::awaitable<void> Proxy::letIn(ServerExchange &exchange, PlacePtr place, Destination to)
{
    auto caller = m_door.callers().identify(exchange.headers());
    if (place->name.empty()) { // no endpoint of MCP, so no call to count
        auto answer = !caller               ? refusalReply(std::move(caller.error()))
                      : to.path.text == "/" ? jsonResponse(ok, overview(*caller))
                                            : ownAnswer(to).value();
        co_await exchange.respond(std::move(answer));
        co_return;
    }
    std::optional<Refusal> refusal;
    if (!caller) {
        refusal = std::move(caller.error());
    } else {
        refusal = m_door.refusal(exchange, *caller, *place);
    }
    CountedExchange counted(exchange, m_door, caller.value_or(Caller{}), std::move(place));
    if (refusal) {
        counted.refused();
        auto answer = refusalReply(std::move(*refusal));
        co_await counted.respond(std::move(answer));
        co_return;
    }
    try {
        co_await dispatch(counted, std::move(to));
    } catch (...) {
        counted.cancelled();
        throw;
    }
    // Not net::isCancelled(): awaiting a coroutine throws here once it is.
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
        counted.cancelled();
    }
}

// Not a coroutine, like everything here that puts text together: g++ 12.2 destroys temporaries of
// conditional expressions twice when a co_await stands in the same statement.
std::optional<net::HttpResponse> Proxy::ownAnswer(const Destination &to)
{
    const TargetPtr &target = to.target;
    if (to.path.text == "/health") {
        return jsonResponse(ok, R"({"status":"ok"})");
    }
    if (!target) {
        return problem(
            notFound, "not_found",
            "There is no instance at this address. GET / lists the addresses there are.");
    }
    if (!target->route.available || !target->client) {
        const auto &told = target->route.problem;
        const std::string text =
            told.empty() ? target->route.instanceName + " is not running." : told;
        const bool comesByItself = isAwaited(target->route);
        return problem(unavailable, "instance_unavailable",
                       text + (comesByItself ? " It did not start in time; try again."
                                             : " Start it in Berth and try again."));
    }
    return std::nullopt;
}

TargetPtr Proxy::find(const std::optional<SlugPath> &path) const
{
    const auto found = path ? m_targets.find(path->slug) : m_targets.end();
    return found == m_targets.end() ? nullptr : found->second;
}

/// Waits until the instance is there, or will not be.
asio::awaitable<TargetPtr> Proxy::started(TargetPtr target, SlugPath path)
{
    if (m_onWanted && target->route.startsOnCall) {
        m_onWanted(target->route.instanceId);
    }
    asio::steady_timer deadline(m_executor, target->route.startWithin);
    bool isLate = false;
    while (target && isAwaited(target->route) && !isLate) {
        const auto first = co_await (m_routesChanged.wait() ||
                                     deadline.async_wait(asio::as_tuple(asio::use_awaitable)));
        isLate = first.index() == 1;
        target = find(path);
    }
    co_return target;
}

asio::awaitable<void> Proxy::dispatch(ServerExchange &exchange, Destination &&to)
{
    if (to.target && isAwaited(to.target->route) && exchange.method() == "POST") {
        return dispatchLater(exchange, std::move(to));
    }
    if (auto own = ownAnswer(to)) {
        return respondWith(exchange, std::move(*own));
    }
    return forward(exchange, std::move(to.target), to.split->rest);
}

asio::awaitable<void> Proxy::dispatchLater(ServerExchange &exchange, Destination to)
{
    exchange.cancelOnClose();
    to.target = co_await started(std::move(to.target), *to.split);
    if (auto own = ownAnswer(to)) {
        co_await respondWith(exchange, std::move(*own));
        co_return;
    }
    co_await forward(exchange, std::move(to.target), to.split->rest);
}

asio::awaitable<void> Proxy::respondWith(ServerExchange &exchange, net::HttpResponse answer)
{
    co_await exchange.respond(std::move(answer));
}

asio::awaitable<void> Proxy::answerHere(ServerExchange &exchange, TargetPtr target,
                                        std::string_view rest, [[maybe_unused]] IdleWatch::Call use)
{
    ForwardedExchange forwarded(exchange, upstreamTarget(target->route, rest),
                                target->headers.with(exchange));
    co_await target->route.local->handle(forwarded);
}

asio::awaitable<void> Proxy::forward(ServerExchange &exchange, TargetPtr target,
                                     std::string_view rest)
{
    // Who only listens does not use it.
    const bool isUse = exchange.method() != "GET";
    IdleWatch::Call use(m_idle,
                        isUse ? IdleWatch::InstanceId(target, &target->route.instanceId) : nullptr);
    if (target->route.local) {
        return answerHere(exchange, std::move(target), rest, std::move(use));
    }
    return UpstreamCall::run(exchange, std::move(target), rest, std::move(use));
}

/// A client with limits sees what it may use.
std::string Proxy::overview(const Caller &caller) const
{
    base::Json body;
    body["name"] = "berth";
    body["version"] = m_version;
    body["instances"] = base::Json::array();
    body["groups"] = base::Json::array();
    for (const auto &[slug, target] : m_targets) {
        if (m_door.callers().refusal(caller, *target->place)) {
            continue;
        }
        base::Json entry;
        entry["slug"] = slug;
        entry["path"] = slug.empty() ? std::string("/mcp") : target->prefix;
        entry["available"] = target->route.available;
        body[target->route.isGroup ? "groups" : "instances"].push_back(std::move(entry));
    }
    return base::toText(body);
}

} // namespace berth::gateway
