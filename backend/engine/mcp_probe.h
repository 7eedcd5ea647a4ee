// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mcp/mcp_client.h"
#include "model/json_spec.h"
#include "providers/provider.h"

#include <chrono>
#include <memory>
#include <vector>

namespace berth::engine {

/// Asks one running server whether it answers: through MCP, or by a plain GET where the
/// json_spec names a health path or the server speaks the older HTTP+SSE transport.
class McpProbe
{
public:
    McpProbe(net::asio::any_io_executor executor, const model::JsonSpec &spec,
             const providers::Running &running);

    /// Handshake and tools/list, or the GET. The tools are empty when only the GET was asked.
    net::Task<std::vector<model::Tool>> introduce();
    /// Proof of life, with the time it took.
    net::Task<std::chrono::microseconds> ping();
    /// Ends the session on the server.
    net::Task<> leave();

private:
    enum class Question
    {
        Mcp,
        HealthPath,
        SseStream
    };

    net::Task<> get(std::string path);

    Question m_question = Question::Mcp;
    std::string m_healthPath;
    std::chrono::milliseconds m_timeout;
    net::HttpClient m_http;
    net::Headers m_headers;
    mcp::McpClient m_mcp;
    bool m_introduced = false;
};

} // namespace berth::engine
