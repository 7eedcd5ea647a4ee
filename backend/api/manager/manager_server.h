// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "engine/engine.h"
#include "net/http_server.h"
#include "net/listen_address.h"

#include <memory>
#include <optional>

namespace berth::api {

/// The HTTP server of the manager API: AgentArea's Go manager as its Python side knows it (contract
/// section 3). Confined to the engine's executor; not longer than the engine.
class ManagerServer
{
public:
    ManagerServer(net::asio::any_io_executor executor, engine::Engine &engine);
    ~ManagerServer();

    /// Returns the address with the port that was taken. Without a token only on loopback. Once.
    base::Result<net::ListenAddress> listen(const net::ListenAddress &address,
                                            std::optional<base::Secret> token);
    /// Breaks open connections off. Idempotent.
    void stop();

private:
    class Front;

    std::shared_ptr<Front> m_front; ///< shared with the requests that are still being answered
    net::HttpServer m_http;
};

} // namespace berth::api
