// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/secret.h"
#include "model/instance.h"
#include "net/http_client.h"
#include "net/task.h"

#include <chrono>
#include <string>
#include <vector>

namespace berth::mcp {

/// mcp-protocol.md section 0: handshake with sessions, or stateless.
enum class Era
{
    Legacy,
    Modern
};

struct ServerIdentity
{
    Era era = Era::Legacy;
    std::string protocolVersion;
    std::string name;
    std::string version;
    base::Json capabilities = base::Json::object();
};

/// MCP over Streamable HTTP to one server. Confined to one executor.
/// connect() asks `initialize` first (servers may exit on anything else before it), and
/// `server/discover` when that is refused the modern way.
class McpClient
{
public:
    struct Options
    {
        std::string path = "/mcp";
        net::Headers headers;   ///< sent with every request (authorisation)
        std::string hostHeader; ///< empty: the endpoint's own
        std::string caFile;     ///< PEM, trusted beside the system's authorities
        std::chrono::milliseconds timeout{10000};
    };

    McpClient(net::asio::any_io_executor executor, net::Endpoint endpoint, Options options);
    ~McpClient();

    /// Handshake. Unavailable while nothing listens, ProtocolError when it is no MCP server,
    /// Unauthorized on 401 and 403.
    net::Task<ServerIdentity> connect();
    /// All pages.
    net::Task<std::vector<model::Tool>> listTools();
    net::Task<base::Json> callTool(std::string name, base::Json arguments);
    /// Proof of life: `ping` for legacy, `server/discover` for modern servers.
    net::Task<> ping();
    /// Ends the session on the server (DELETE), best effort.
    net::Task<> disconnect();

private:
    class Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace berth::mcp
