// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/address_test.h"

#include "engine/gateway_client.h"
#include "net/http_client.h"

#include <boost/asio/this_coro.hpp>

namespace berth::engine {

namespace asio = net::asio;

using Outcome = ConnectionTestStep::Outcome;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds reachTimeout{5000};
/// An instance may have to be started first.
constexpr std::chrono::milliseconds answerTimeout{180000};

/// Delivers the steps of one test with the time each took.
class Steps
{
public:
    explicit Steps(std::function<void(ConnectionTestStep)> deliver)
        : m_deliver(std::move(deliver))
    {}

    void passed(const char *name, std::string detail)
    {
        tell(name, Outcome::Passed, std::move(detail));
    }
    void failed(const char *name, const base::Error &error)
    {
        std::string text = error.message;
        if (!error.details.empty()) {
            text += "\n" + error.details;
        }
        tell(name, Outcome::Failed, std::move(text));
    }
    void skipped(const char *name)
    {
        tell(name, Outcome::Skipped, {});
    }

private:
    void tell(const char *name, Outcome outcome, std::string detail)
    {
        const auto now = steady_clock::now();
        ConnectionTestStep step;
        step.name = name;
        step.outcome = outcome;
        step.detail = std::move(detail);
        step.took = std::chrono::duration_cast<std::chrono::microseconds>(now - m_began);
        m_began = now;
        m_deliver(std::move(step));
    }

    std::function<void(ConnectionTestStep)> m_deliver;
    steady_clock::time_point m_began = steady_clock::now();
};

/// Any answer of HTTP will do: it shows that a gateway listens there.
net::Task<std::string> reach(asio::any_io_executor executor,
                             std::optional<Engine::OwnGateway> gateway)
{
    if (!gateway) {
        co_return base::fail(base::ErrorCode::Unavailable,
                             "The gateway does not listen. The status bar says why.");
    }
    const std::string host = gateway->endpoint.hostHeader();
    net::HttpClient::Options options;
    options.pinnedFingerprint = std::move(gateway->fingerprint);
    net::HttpClient http(executor, std::move(gateway->endpoint), std::move(options));
    net::HttpRequest request;
    request.target = "/";
    auto answer = co_await http.request(std::move(request), reachTimeout);
    if (!answer) {
        base::Error error = std::move(answer.error());
        error.message = "Nothing answers at " + host +
                        ". Look at the gateway in the status bar, and at a firewall on this "
                        "machine. " +
                        error.message;
        co_return base::fail(std::move(error));
    }
    co_return host;
}

std::string describe(const mcp::ServerIdentity &identity)
{
    std::string text = identity.name.empty() ? std::string("A server") : identity.name;
    if (!identity.version.empty()) {
        text += ' ' + identity.version;
    }
    return text + ", protocol " + identity.protocolVersion;
}

} // namespace

asio::awaitable<void> testGatewayAddress(Engine &engine, std::string instanceId, base::Secret token,
                                         std::function<void(ConnectionTestStep)> deliver)
{
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    Steps steps(std::move(deliver));
    auto host = co_await reach(executor, engine.ownGateway());
    if (!host) {
        steps.failed("reach", host.error());
        steps.skipped("initialize");
        steps.skipped("tools");
        co_return;
    }
    steps.passed("reach", *host);
    mcp::McpClient::Options options;
    options.timeout = answerTimeout;
    if (!token.empty()) {
        options.headers.set("Authorization", "Bearer " + std::string(token.expose()));
    }
    auto client = gatewayClient(engine, executor, instanceId, std::move(options));
    if (!client) {
        steps.failed("initialize", client.error());
        steps.skipped("tools");
        co_return;
    }
    auto identity = co_await client->connect();
    if (!identity) {
        steps.failed("initialize", identity.error());
        steps.skipped("tools");
        co_return;
    }
    steps.passed("initialize", describe(*identity));
    auto tools = co_await client->listTools();
    if (tools) {
        const std::size_t count = tools->size();
        steps.passed("tools", std::to_string(count) + (count == 1 ? " tool" : " tools"));
    } else {
        steps.failed("tools", tools.error());
    }
    co_await client->disconnect();
}

} // namespace berth::engine
