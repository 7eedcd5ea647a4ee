// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/mcp_probe.h"

namespace berth::engine {

namespace {

net::HttpClient::Options httpOptions(const providers::Running &running)
{
    net::HttpClient::Options options;
    options.extraCaFile = running.caFile;
    return options;
}

mcp::McpClient::Options clientOptions(const providers::Running &running,
                                      std::chrono::milliseconds timeout)
{
    mcp::McpClient::Options options;
    options.path = running.mcpPath;
    options.headers = running.headers;
    options.hostHeader = running.hostHeader;
    options.caFile = running.caFile;
    options.timeout = timeout;
    return options;
}

const model::HealthCheck &healthCheckOf(const model::JsonSpec &spec)
{
    return spec.docker() != nullptr ? spec.docker()->healthCheck : spec.url()->healthCheck;
}

} // namespace

McpProbe::McpProbe(net::asio::any_io_executor executor, const model::JsonSpec &spec,
                   const providers::Running &running)
    : m_healthPath(healthCheckOf(spec).path)
    , m_timeout(healthCheckOf(spec).timeout)
    , m_http(executor, running.upstream, httpOptions(running))
    , m_headers(running.headers)
    , m_mcp(executor, running.upstream, clientOptions(running, m_timeout))
{
    const bool isStdio =
        spec.docker() != nullptr && spec.docker()->transport == model::Transport::Stdio;
    if (isStdio) {
        m_healthPath.clear(); // a server without HTTP has no paths
    } else if (!m_healthPath.empty()) {
        m_question = Question::HealthPath;
    } else if (spec.docker() != nullptr && spec.docker()->transport == model::Transport::Sse) {
        m_question = Question::SseStream;
        m_healthPath = running.mcpPath;
    }
    if (!running.hostHeader.empty()) {
        m_headers.set("Host", running.hostHeader);
    }
}

net::Task<std::vector<model::Tool>> McpProbe::introduce()
{
    if (m_question != Question::Mcp) {
        auto answered = co_await get(m_healthPath);
        if (!answered) {
            co_return base::fail(answered.error());
        }
        if (m_question == Question::SseStream) {
            co_return std::vector<model::Tool>{};
        }
    }
    auto identity = co_await m_mcp.connect();
    if (!identity) {
        if (m_question == Question::HealthPath) {
            co_return std::vector<model::Tool>{}; // the health path answered, that is what was
                                                  // asked
        }
        co_return base::fail(identity.error());
    }
    m_introduced = true;
    co_return co_await m_mcp.listTools();
}

net::Task<std::chrono::microseconds> McpProbe::ping()
{
    const auto began = std::chrono::steady_clock::now();
    base::Status answered;
    if (m_question != Question::Mcp) {
        answered = co_await get(m_healthPath);
    } else if (!m_introduced) {
        auto tools = co_await introduce();
        answered = tools ? base::Status{} : base::fail(tools.error());
    } else {
        answered = co_await m_mcp.ping();
    }
    if (!answered) {
        co_return base::fail(answered.error());
    }
    co_return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began);
}

net::Task<> McpProbe::leave()
{
    if (!m_introduced) {
        co_return base::Status{};
    }
    co_return co_await m_mcp.disconnect();
}

net::Task<> McpProbe::get(std::string path)
{
    net::HttpRequest request;
    request.target = std::move(path);
    request.headers = m_headers;
    auto stream = co_await m_http.open(std::move(request), m_timeout);
    if (!stream) {
        co_return base::fail(stream.error());
    }
    const int status = (*stream)->head().status;
    (*stream)->close();
    if (status < 200 || status > 299) {
        co_return base::fail(base::ErrorCode::ProtocolError,
                             "The health path " + m_healthPath + " answered " +
                                 std::to_string(status) + " instead of 200.");
    }
    co_return base::Status{};
}

} // namespace berth::engine
