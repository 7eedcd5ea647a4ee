// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/proxy.h"

#include "base/json.h"
#include "gateway/counted_exchange.h"
#include "gateway/forwarding.h"
#include "model/client.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <charconv>

namespace berth::gateway {

using namespace asio::experimental::awaitable_operators;

using base::ErrorCode;
using net::HttpStream;
using net::ServerExchange;
using net::Task;

namespace {

constexpr int ok = 200;
constexpr int forbidden = 403;
constexpr int notFound = 404;
constexpr int badGateway = 502;
constexpr int unavailable = 503;
constexpr int gatewayTimeout = 504;

net::HttpResponse jsonResponse(int status, std::string body)
{
    return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

net::HttpResponse problem(int status, std::string_view word, std::string_view message)
{
    base::Json body;
    body["error"] = std::string(word);
    body["code"] = status;
    body["message"] = std::string(message);
    return jsonResponse(status, base::toText(body));
}

std::optional<std::size_t> lengthOf(const net::Headers &headers)
{
    const auto text = headers.get("Content-Length");
    std::size_t length = 0;
    if (!text ||
        std::from_chars(text->data(), text->data() + text->size(), length).ec != std::errc()) {
        return std::nullopt;
    }
    return length;
}

net::HttpResponse upstreamProblem(const Route &route, const base::Error &error)
{
    if (error.code == ErrorCode::Timeout) {
        return problem(gatewayTimeout, "upstream_timeout",
                       route.instanceName + " did not answer in time.");
    }
    return problem(badGateway, "upstream_failed",
                   route.instanceName + " could not be reached. " + error.message);
}

bool mustStart(const Route &route)
{
    return route.startsOnCall && !route.available && !route.hasFailed;
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

void Proxy::setRoutes(RouteTable routes)
{
    constexpr std::size_t idleConnections = 64;
    std::map<std::string, TargetPtr, std::less<>> targets;
    m_idle.setRoutes(routes);
    for (auto &[slug, route] : routes) {
        auto target = std::make_shared<Target>();
        const auto old = m_targets.find(slug);
        if (old != m_targets.end() && old->second->client &&
            old->second->route.upstream == route.upstream) {
            target->client = old->second->client;
        } else if (route.available) {
            net::HttpClient::Options options;
            options.maxIdleConnections = idleConnections;
            target->client = std::make_shared<net::HttpClient>(m_executor, route.upstream, options);
        }
        target->prefix = "/mcp/" + slug;
        target->route = std::move(route);
        targets.emplace(slug, std::move(target));
    }
    m_targets = std::move(targets);
    m_routesChanged.beat();
}

asio::awaitable<void> Proxy::handle(ServerExchange &exchange)
{
    std::string target = exchange.target();
    auto refusal = m_check.refusal(exchange.headers());
    if (!refusal && !target.starts_with('/') && target != "*") {
        // Absolute form: its host counts instead of the header's (RFC 9112 section 3.2.2).
        const auto url = net::parseUrl(target);
        if (!url || !m_check.isOurHost(url->endpoint.hostHeader())) {
            refusal = "The request was made for another host name.";
        } else {
            target = url->target;
        }
    }
    if (refusal) {
        auto answer = problem(forbidden, "forbidden", *refusal);
        co_await exchange.respond(std::move(answer));
        co_return;
    }
    auto place = placeOf(target);
    if (!place) {
        co_await dispatch(exchange, std::move(target)); // tells what any program may know
        co_return;
    }
    co_await letIn(exchange, std::move(*place), std::move(target));
}

/// What a path is for, as clients' limits and the history of calls know it; nothing for what is
/// open to all.
std::optional<Place> Proxy::placeOf(std::string_view path) const
{
    const std::string_view bare = path.substr(0, path.find_first_of("?"));
    if (bare == "/health") {
        return std::nullopt;
    }
    if (bare == "/mcp" || bare == "/mcp/") {
        const std::string group(model::allInstancesGroup);
        return Place{{}, group, "@" + group};
    }
    const auto split = splitTarget(path);
    if (!split) {
        return Place{};
    }
    if (split->slug.starts_with('@')) {
        return Place{{}, split->slug.substr(1), split->slug};
    }
    const TargetPtr target = find(split);
    return target ? Place{target->route.instanceId, {}, target->route.instanceName}
                  : Place{{}, {}, split->slug};
}

asio::awaitable<void> Proxy::letIn(ServerExchange &exchange, Place place, std::string path)
{
    auto caller = m_door.callers().identify(exchange.headers());
    if (place.name.empty()) { // no endpoint of MCP, so no call to count
        auto answer = !caller       ? refusalReply(std::move(caller.error()))
                      : path == "/" ? jsonResponse(ok, overview(*caller))
                                    : ownAnswer(path, nullptr).value();
        co_await exchange.respond(std::move(answer));
        co_return;
    }
    std::optional<Refusal> refusal;
    if (!caller) {
        refusal = std::move(caller.error());
    } else {
        refusal = m_door.refusal(exchange, *caller, place);
    }
    CountedExchange counted(exchange, m_door, caller.value_or(Caller{}), std::move(place));
    if (refusal) {
        counted.refused();
        auto answer = refusalReply(std::move(*refusal));
        co_await counted.respond(std::move(answer));
        co_return;
    }
    try {
        co_await dispatch(counted, std::move(path));
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
std::optional<net::HttpResponse> Proxy::ownAnswer(const std::string &path,
                                                  const TargetPtr &target) const
{
    if (path == "/health") {
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
        const bool comesByItself = target->route.startsOnCall && !target->route.hasFailed;
        return problem(unavailable, "instance_unavailable",
                       text + (comesByItself ? " It did not start in time; try again."
                                             : " Start it in Berth and try again."));
    }
    return std::nullopt;
}

Proxy::TargetPtr Proxy::find(const std::optional<SlugPath> &path) const
{
    const auto found = path ? m_targets.find(path->slug) : m_targets.end();
    return found == m_targets.end() ? nullptr : found->second;
}

/// Waits until the instance is there, or will not be.
asio::awaitable<Proxy::TargetPtr> Proxy::started(TargetPtr target, SlugPath path)
{
    if (m_onWanted) {
        m_onWanted(target->route.instanceId);
    }
    asio::steady_timer deadline(m_executor, target->route.startWithin);
    bool isLate = false;
    while (target && mustStart(target->route) && !isLate) {
        const auto first = co_await (m_routesChanged.wait() ||
                                     deadline.async_wait(asio::as_tuple(asio::use_awaitable)));
        isLate = first.index() == 1;
        target = find(path);
    }
    co_return target;
}

asio::awaitable<void> Proxy::dispatch(ServerExchange &exchange, std::string path)
{
    const auto split = splitTarget(path);
    TargetPtr target = find(split); // this request's route, whatever is published meanwhile
    if (target && mustStart(target->route) && exchange.method() == "POST") {
        exchange.cancelOnClose();
        target = co_await started(target, *split);
    }
    auto own = ownAnswer(path, target);
    if (own) {
        co_await exchange.respond(std::move(*own));
        co_return;
    }
    co_await forward(exchange, target, split->rest);
}

asio::awaitable<void> Proxy::forward(ServerExchange &exchange, TargetPtr target, std::string rest)
{
    exchange.cancelOnClose();
    // Who only listens does not use it.
    const bool isCall = exchange.method() != "GET";
    const IdleWatch::Call call(m_idle, isCall ? target->route.instanceId : std::string());
    auto stream = co_await ask(exchange, *target, rest);
    if (stream) {
        co_await relay(exchange, **stream);
    } else if (stream.error().code != ErrorCode::Cancelled) {
        auto answer = upstreamProblem(target->route, stream.error());
        co_await exchange.respond(std::move(answer));
    }
}

Task<std::unique_ptr<HttpStream>> Proxy::ask(ServerExchange &exchange, const Target &target,
                                             std::string_view rest)
{
    net::HttpRequest request;
    request.method = exchange.method();
    request.target = upstreamTarget(target.route, rest);
    request.headers = requestHeaders(exchange.headers(), target.route);
    request.headers.set("X-Forwarded-Prefix", target.prefix);
    const auto length = lengthOf(exchange.headers());
    const bool isChunked = exchange.headers().contains("Transfer-Encoding");
    if (length.value_or(0) == 0 && !isChunked) {
        co_return co_await target.client->open(std::move(request), target.route.headTimeout);
    }
    auto first = co_await exchange.readSome();
    if (!first) {
        co_return base::fail(std::move(first.error()));
    }
    request.body = std::move(*first);
    if (length && request.body.size() == *length) {
        // The usual call: all of it came at once and goes on in one packet.
        co_return co_await target.client->open(std::move(request), target.route.headTimeout);
    }
    if (length) {
        request.headers.set("Content-Length", std::to_string(*length));
    }
    net::HttpClient::BodySource source = [&exchange] { return exchange.readSome(); };
    co_return co_await target.client->open(std::move(request), std::move(source),
                                           target.route.headTimeout);
}

/// One piece is under way at a time: a slow caller slows its upstream down, and nothing piles up.
asio::awaitable<void> Proxy::relay(ServerExchange &exchange, HttpStream &stream)
{
    net::HttpResponseHead head{stream.head().status, responseHeaders(stream.head().headers)};
    std::string piece = stream.takeArrived();
    if (stream.atEnd() && exchange.method() != "HEAD") {
        net::HttpResponse whole{head.status, std::move(head.headers), std::move(piece)};
        co_await exchange.respond(std::move(whole));
        co_return;
    }
    auto sent = co_await exchange.start(std::move(head), piece);
    while (sent) {
        auto next = co_await stream.read();
        if (!next) {
            co_return; // unfinished: the server cuts the caller off, who sees that it is a part
        }
        if (next->empty()) {
            co_await exchange.finish();
            co_return;
        }
        piece = std::move(*next);
        sent = co_await exchange.write(piece);
    }
}

/// A client with limits sees what it may use.
std::string Proxy::overview(const Caller &caller) const
{
    base::Json body;
    body["name"] = "berth";
    body["version"] = m_version;
    body["instances"] = base::Json::array();
    for (const auto &[slug, target] : m_targets) {
        if (m_door.callers().refusal(caller, {target->route.instanceId, {}, {}})) {
            continue;
        }
        base::Json entry;
        entry["slug"] = slug;
        entry["path"] = "/mcp/" + slug;
        entry["available"] = target->route.available;
        body["instances"].push_back(std::move(entry));
    }
    return base::toText(body);
}

} // namespace berth::gateway
