// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/fake_stdio_server.h"

#include <algorithm>
#include <utility>

namespace berth::tests {

using base::Json;
using base::stringOr;

class FakeStdioServer::Stream final : public net::RawStream
{
public:
    explicit Stream(std::shared_ptr<FakeStdioServer> server)
        : m_server(std::move(server))
    {}

    net::Task<std::string> read() override
    {
        while (m_server->m_outgoing.empty() && !m_server->m_hasEnded) {
            co_await m_server->m_said.wait();
        }
        // As much at a time as a pipe would bring.
        constexpr std::size_t atOnce = 65536;
        std::string piece = m_server->m_outgoing.substr(m_server->m_taken, atOnce);
        m_server->m_taken += piece.size();
        if (m_server->unread() == 0) {
            m_server->m_outgoing.clear();
            m_server->m_taken = 0;
        }
        co_return piece;
    }
    net::Task<> write(std::string_view bytes) override
    {
        m_server->take(bytes);
        co_return base::Status();
    }
    void shutdownWrite() override {}
    void close() override
    {
        m_server->end();
    }

private:
    std::shared_ptr<FakeStdioServer> m_server;
};

FakeStdioServer::FakeStdioServer(net::asio::any_io_executor executor)
    : m_executor(executor)
    , m_said(executor)
    , m_heard(executor)
{}

gateway::StdioServer FakeStdioServer::describe(std::string name)
{
    gateway::StdioServer server;
    server.name = std::move(name);
    server.attach = [self = shared_from_this()]() -> net::Task<std::unique_ptr<net::RawStream>> {
        co_return std::make_unique<Stream>(self);
    };
    return server;
}

void FakeStdioServer::sayLine(const std::string &line)
{
    const std::string payload = line + '\n';
    m_outgoing += {1, 0, 0, 0};
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        m_outgoing += static_cast<char>(payload.size() >> shift & 0xFFU);
    }
    m_outgoing += payload;
    m_said.beat();
}

void FakeStdioServer::say(const Json &message)
{
    sayLine(base::toText(message));
}

void FakeStdioServer::reply(const Json &request, const Json &result)
{
    say(Json{{"jsonrpc", "2.0"}, {"id", request["id"]}, {"result", result}});
}

void FakeStdioServer::end()
{
    m_hasEnded = true;
    m_said.beat();
}

std::size_t FakeStdioServer::count(const std::string &method) const
{
    return static_cast<std::size_t>(
        std::count_if(received.begin(), received.end(), [&method](const Json &message) {
            return stringOr(message, "method") == method;
        }));
}

net::Task<Json> FakeStdioServer::waitFor(std::string method, std::size_t times)
{
    while (count(method) < times) {
        co_await m_heard.wait();
    }
    Json last;
    for (const Json &message : received) {
        if (stringOr(message, "method") == method) {
            last = message;
        }
    }
    co_return last;
}

void FakeStdioServer::take(std::string_view bytes)
{
    m_incoming.append(bytes);
    for (auto end = m_incoming.find('\n'); end != std::string::npos; end = m_incoming.find('\n')) {
        takeLine(m_incoming.substr(0, end));
        m_incoming.erase(0, end + 1);
    }
}

void FakeStdioServer::answerDiscovery(const Json &request)
{
    const Json offered{{"tools", Json{{"listChanged", true}}},
                       {"resources", Json{{"subscribe", true}}}};
    const Json about{
        {"io.modelcontextprotocol/serverInfo", Json{{"name", "fake"}, {"version", "1"}}}};
    switch (discovers) {
    case Discovers::No:
        say(Json{{"jsonrpc", "2.0"},
                 {"id", request["id"]},
                 {"error", Json{{"code", -32601}, {"message", "Method not found"}}}});
        break;
    case Discovers::Yes:
        reply(request, Json{{"resultType", "complete"},
                            {"supportedVersions", Json::array({"2026-07-28"})},
                            {"capabilities", offered},
                            {"instructions", "Be kind."},
                            {"ttlMs", 0},
                            {"cacheScope", "private"},
                            {"_meta", about}});
        break;
    case Discovers::Never:
        break;
    case Discovers::Ends:
        end();
        break;
    }
}

void FakeStdioServer::takeLine(const std::string &line)
{
    const auto message = base::parseJson(line).value_or(Json());
    received.push_back(message);
    m_heard.beat();
    const std::string method = stringOr(message, "method");
    if (method == "server/discover") {
        answerDiscovery(message);
    } else if (method == "initialize") {
        reply(message, Json{{"protocolVersion", protocolVersion},
                            {"capabilities", capabilities},
                            {"serverInfo", Json{{"name", "fake"}, {"version", "1"}}}});
    } else if (method != "notifications/initialized" && onMessage) {
        onMessage(message);
    }
}

} // namespace berth::tests
