// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/bridge_server.h"
#include "gateway/local_service.h"

#include <list>
#include <memory>
#include <string>

namespace berth::gateway {

/// How many processes of a server belong to clients, of how many that may.
struct BackEndCount
{
    std::size_t used = 0;
    std::size_t most = 0;

    bool operator==(const BackEndCount &) const = default;
};

/// The bridges to one instance's server. The first process is there as long as the instance runs;
/// all clients share it, or each client or session gets a process of its own beside it and the
/// first is for Berth's own questions only. Confined to one executor.
class BridgePool final : public LocalService, public std::enable_shared_from_this<BridgePool>
{
public:
    BridgePool(net::asio::any_io_executor executor, StdioServer server);

    /// Runs until the first process ends or close(); says why.
    net::asio::awaitable<base::Error> run();
    void close();
    net::asio::awaitable<void> handle(net::ServerExchange &exchange) override;
    BackEndCount count() const;

private:
    using BridgePtr = std::shared_ptr<BridgeServer>;
    struct Private
    {
        std::string key; ///< of the client or session that it belongs to
        BridgePtr bridge;
        std::size_t exchanges = 0; ///< under way
        Pulse::TimePoint lastUsed{};
    };
    class Use;

    net::asio::awaitable<void> handleOlder(net::ServerExchange &exchange);
    tl::expected<BridgePtr, RpcProblem> bridgeForOlder(const net::ServerExchange &exchange);
    net::asio::awaitable<void> handlePost(net::ServerExchange &exchange);
    net::asio::awaitable<void> serve(net::ServerExchange &exchange, BridgePtr bridge,
                                     RpcMessage message);
    tl::expected<BridgePtr, RpcProblem> bridgeFor(const RpcMessage &message,
                                                  const net::Headers &headers);
    BridgePtr ofSession(const net::Headers &headers) const;
    tl::expected<BridgePtr, RpcProblem> start(const std::string &key, const RpcMessage &message);
    void remove(const BridgeServer &bridge);
    net::asio::awaitable<void> watchIdle();
    void updateCount();

    net::asio::any_io_executor m_executor;
    StdioServer m_server;
    BridgePtr m_first;
    std::list<Private> m_private;
    Pulse m_changed;
    bool m_isClosed = false;
};

} // namespace berth::gateway
