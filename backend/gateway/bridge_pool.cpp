// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/bridge_pool.h"

#include "base/ids.h"
#include "gateway/bridge_rules.h"
#include "gateway/revision.h"
#include "gateway/stateless_rules.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <utility>

namespace berth::gateway {

namespace asio = net::asio;

using Kind = BackEndPolicy::Kind;

namespace {

/// As Berth's own client calls itself. Whoever calls himself so shares a process with nobody's
/// work.
constexpr std::string_view ownName = "berth";
constexpr std::size_t keyBytes = 12;

/// The client's name and version in an initialize request, or in the _meta of a stateless one.
Span clientInfo(const RpcMessage &message)
{
    Span info = message.param("clientInfo");
    if (message.method != "initialize") {
        info = memberAt(message.text, message.param("_meta"), meta::clientInfo);
    }
    return info;
}

std::string clientName(const RpcMessage &message)
{
    const Span name = memberAt(message.text, clientInfo(message), "name");
    return decodedString(name.in(message.text)).value_or(std::string());
}

} // namespace

/// Keeps a bridge while a request to it is under way.
class BridgePool::Use
{
public:
    Use(BridgePool &pool, const BridgeServer &bridge)
        : m_pool(pool)
        , m_bridge(bridge)
    {
        change(1);
    }
    ~Use()
    {
        change(-1);
    }
    Use(const Use &) = delete;
    Use &operator=(const Use &) = delete;

private:
    void change(int by)
    {
        for (Private &entry : m_pool.m_private) {
            if (entry.bridge.get() == &m_bridge) {
                entry.exchanges += static_cast<std::size_t>(by);
                entry.lastUsed = std::chrono::steady_clock::now();
            }
        }
    }

    BridgePool &m_pool;
    const BridgeServer &m_bridge;
};

BridgePool::BridgePool(asio::any_io_executor executor, StdioServer server)
    : m_executor(executor)
    , m_server(std::move(server))
    , m_first(std::make_shared<BridgeServer>(executor, m_server))
    , m_changed(executor)
{}

asio::awaitable<base::Error> BridgePool::run()
{
    const auto self = shared_from_this();
    if (m_server.backEnds.kind != Kind::Shared) {
        asio::co_spawn(m_executor, watchIdle(), asio::detached);
    }
    auto why = co_await m_first->run();
    close();
    co_return why;
}

void BridgePool::close()
{
    m_isClosed = true;
    m_first->close();
    for (const Private &entry : m_private) {
        entry.bridge->close(); // its end removes it
    }
    m_changed.beat();
}

BackEndCount BridgePool::count() const
{
    if (m_server.backEnds.kind == Kind::Shared) {
        return {};
    }
    return {m_private.size(), m_server.backEnds.most};
}

void BridgePool::updateCount()
{
    if (m_server.backEnds.onUse) {
        m_server.backEnds.onUse(m_private.size());
    }
}

asio::awaitable<void> BridgePool::handle(net::ServerExchange &exchange)
{
    const auto self = shared_from_this();
    if (m_server.backEnds.kind == Kind::Shared) {
        co_await m_first->handle(exchange);
        co_return;
    }
    if (SseTransport::isFor(exchange)) {
        co_await handleOlder(exchange);
        co_return;
    }
    auto refused = refusalByHead(exchange);
    if (refused) {
        co_await exchange.respond(std::move(*refused));
    } else if (exchange.method() == "POST") {
        co_await handlePost(exchange);
    } else {
        const BridgePtr bridge = ofSession(exchange.headers());
        const Use use(*this, *bridge);
        co_await bridge->handle(exchange);
        if (exchange.method() == "DELETE" && m_server.backEnds.kind == Kind::PerSession &&
            bridge != m_first && bridge->sessionCount() == 0) {
            bridge->close();
        }
    }
}

/// A stream of the older transport is a session from its first moment; who its client is shows
/// later.
asio::awaitable<void> BridgePool::handleOlder(net::ServerExchange &exchange)
{
    auto bridge = bridgeForOlder(exchange);
    if (!bridge) {
        auto response = refusal(status::unavailable, bridge.error());
        co_await exchange.respond(std::move(response));
        co_return;
    }
    const Use use(*this, **bridge);
    co_await (*bridge)->handle(exchange);
    if (exchange.method() == "GET" && *bridge != m_first) {
        (*bridge)->close();
    }
}

tl::expected<BridgePool::BridgePtr, RpcProblem>
BridgePool::bridgeForOlder(const net::ServerExchange &exchange)
{
    const std::string id = SseTransport::streamOf(exchange);
    if (exchange.method() == "GET" && !refusalByCaller(exchange)) {
        return start(base::randomHex(keyBytes), RpcMessage{});
    }
    for (const Private &entry : m_private) {
        if (entry.bridge->hasSession(id)) {
            return entry.bridge;
        }
    }
    return m_first;
}

asio::awaitable<void> BridgePool::handlePost(net::ServerExchange &exchange)
{
    auto message = co_await readPosted(exchange, m_server.maxMessageBytes);
    if (!message) {
        co_return;
    }
    auto bridge = bridgeFor(*message, exchange.headers());
    if (!bridge) {
        auto response = refusal(status::unavailable, bridge.error(), message->idText());
        co_await exchange.respond(std::move(response));
        co_return;
    }
    co_await serve(exchange, *bridge, std::move(*message));
}

asio::awaitable<void> BridgePool::serve(net::ServerExchange &exchange, BridgePtr bridge,
                                        RpcMessage message)
{
    const Use use(*this, *bridge);
    co_await bridge->serve(exchange, std::move(message));
}

BridgePool::BridgePtr BridgePool::ofSession(const net::Headers &headers) const
{
    const auto id = headers.get(sessionHeader);
    for (const Private &entry : m_private) {
        if (id && entry.bridge->hasSession(*id)) {
            return entry.bridge;
        }
    }
    return m_first; // which knows what to say about it
}

tl::expected<BridgePool::BridgePtr, RpcProblem> BridgePool::bridgeFor(const RpcMessage &message,
                                                                      const net::Headers &headers)
{
    const bool isStateless = claimsStateless(message, headers);
    if (!isStateless && message.method != "initialize") {
        return ofSession(headers);
    }
    const std::string name = clientName(message);
    if (name == ownName || message.method == "server/discover") {
        return m_first;
    }
    // Without a session there is nothing that would tell two of one client apart.
    if (m_server.backEnds.kind == Kind::PerSession && !isStateless) {
        return start(base::randomHex(keyBytes), message);
    }
    const std::string key = "client " + name;
    for (const Private &entry : m_private) {
        if (entry.key == key) {
            return entry.bridge;
        }
    }
    return start(key, message);
}

tl::expected<BridgePool::BridgePtr, RpcProblem> BridgePool::start(const std::string &key,
                                                                  const RpcMessage &message)
{
    const BackEndPolicy &policy = m_server.backEnds;
    if (m_isClosed || m_private.size() >= policy.most) {
        return tl::unexpected(RpcProblem{
            rpc::serverError,
            "All " + std::to_string(policy.most) + " containers that clients of " + m_server.name +
                " may have are in use. End a session, or allow more (gateway.max_back_ends).",
            {}});
    }
    StdioServer server = m_server;
    server.attach = policy.attachAnother;
    server.isPrivate = true;
    server.clientInfo = clientInfo(message).in(message.text);
    if (message.method == "initialize") {
        const Span capabilities = message.param("capabilities");
        if (!membersAt(message.text, capabilities).empty()) {
            server.clientCapabilities = capabilities.in(message.text);
        } else {
            server.clientCapabilities = "{}";
        }
    }
    auto bridge = std::make_shared<BridgeServer>(m_executor, std::move(server));
    m_private.push_back({key, bridge, 0, std::chrono::steady_clock::now()});
    updateCount();
    asio::co_spawn(m_executor, bridge->run(),
                   [self = shared_from_this(), bridge](const std::exception_ptr &, base::Error) {
                       self->remove(*bridge);
                   });
    m_changed.beat();
    return bridge;
}

void BridgePool::remove(const BridgeServer &bridge)
{
    m_private.remove_if([&bridge](const Private &entry) { return entry.bridge.get() == &bridge; });
    updateCount();
}

/// Clients often leave without a word.
asio::awaitable<void> BridgePool::watchIdle()
{
    const auto self = shared_from_this();
    while (!m_isClosed) {
        const auto now = std::chrono::steady_clock::now();
        auto next = now + m_server.backEnds.idle;
        for (const Private &entry : m_private) {
            const bool isBusy = entry.exchanges > 0 || entry.bridge->isBusy();
            const auto until = entry.lastUsed + m_server.backEnds.idle;
            if (!isBusy && until <= now) {
                entry.bridge->close();
            } else if (!isBusy) {
                next = std::min(next, until);
            }
        }
        co_await m_changed.waitUntil(next);
    }
}

} // namespace berth::gateway
