// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/secret.h"
#include "model/instance.h"
#include "net/http_client.h"
#include "net/task.h"

#include <chrono>
#include <functional>
#include <optional>
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

/// What happens in the middle of a call. Both are called on the client's executor.
struct CallEvents
{
    /// notifications/progress and notifications/message of the call; asks for progress when set.
    std::function<void(const base::Json &notification)> onNotification;
    /// The server asks for something (elicitation/create); nothing: it is refused.
    std::function<net::asio::awaitable<std::optional<base::Json>>(std::string method,
                                                                  base::Json params)>
        onRequest;
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
        net::Headers headers;          ///< sent with every request (authorisation)
        std::string hostHeader;        ///< empty: the endpoint's own
        std::string caFile;            ///< PEM, trusted beside the system's authorities
        std::string pinnedFingerprint; ///< SHA-256 of the one certificate that is trusted
        std::chrono::milliseconds timeout{10000};
        std::chrono::milliseconds callTimeout{0}; ///< of a tool; zero: `timeout`
        bool elicits = false;                     ///< offers the server to ask a person (form mode)
        std::string logLevel; ///< asks for log messages from this level on; empty: none
    };

    McpClient(net::asio::any_io_executor executor, net::Endpoint endpoint, Options options);
    ~McpClient();

    /// Handshake. Unavailable while nothing listens, ProtocolError when it is no MCP server,
    /// Unauthorized on 401 and 403.
    net::Task<ServerIdentity> connect();
    /// All pages.
    net::Task<std::vector<model::Tool>> listTools();
    net::Task<base::Json> callTool(std::string name, base::Json arguments);
    /// The same, told what happens meanwhile. One such call at a time.
    net::Task<base::Json> callTool(std::string name, base::Json arguments, CallEvents events);
    /// Tells the server that the call under way is given up, where the era has a message for it;
    /// for a stateless one breaking the call off says it. Breaking off is the caller's part, by
    /// cancelling the coroutine.
    net::Task<> cancelCall(std::string reason);
    /// Proof of life: `ping` for legacy, `server/discover` for modern servers.
    net::Task<> ping();
    /// Ends the session on the server (DELETE), best effort.
    net::Task<> disconnect();

private:
    class Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace berth::mcp
