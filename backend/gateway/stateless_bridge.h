// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/event_stream.h"
#include "gateway/input_calls.h"
#include "gateway/stateless_rules.h"
#include "gateway/stdio_backend.h"
#include "net/http_server.h"

#include <list>
#include <memory>
#include <string>

namespace berth::gateway {

/// Serves clients of the stateless revision: passes on to a server of that revision, and translates
/// for one of an era with a handshake. Every request stands for itself; a client that goes away
/// cancels it. Confined to one executor.
class StatelessBridge
{
public:
    StatelessBridge(net::asio::any_io_executor executor, std::shared_ptr<StdioBackend> backend);

    net::asio::awaitable<void> handle(net::ServerExchange &exchange, RpcMessage message);
    /// Whether the server's request is about a call of one of these clients.
    bool takes(const RpcMessage &request)
    {
        return m_inputs.takes(request);
    }
    void onNotification(const RpcMessage &message);
    /// Ends the subscriptions.
    void close();

private:
    struct Listener
    {
        std::string idText;
        ListenFilter filter;
        std::shared_ptr<EventStream> stream;
    };
    class Registration;

    net::asio::awaitable<void> call(net::ServerExchange &exchange, RpcMessage request);
    void deliverLog(const RpcMessage &message);
    net::asio::awaitable<void> callForInput(net::ServerExchange &exchange, RpcMessage request);
    net::asio::awaitable<void> listen(net::ServerExchange &exchange, RpcMessage request);

    net::asio::any_io_executor m_executor;
    std::shared_ptr<StdioBackend> m_backend;
    InputCalls m_inputs;
    std::list<Listener> m_listeners;
};

} // namespace berth::gateway
