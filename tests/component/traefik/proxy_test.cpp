// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// A client in front of a real Traefik in front of a whole engine.
#include "component/traefik/traefik_process.h"
#include "component/traefik/traefik_test.h"
#include "engine/caller_desk.h"
#include "support/process/echo_process.h"

#include <gmock/gmock.h>

namespace berth::engine {
namespace {

namespace fs = std::filesystem;
using base::Json;
using testing::HasSubstr;

class TraefikProxy : public TraefikTest
{
protected:
    TraefikProxy()
    {
        m_id = create("Echo", m_echo.url());
        EXPECT_TRUE(runUntil([this] {
            return m_engine->instance(m_id)->instance.state == model::InstanceState::Running;
        }));
        model::ClientDraft client;
        client.name = "through Traefik";
        m_token = run(m_engine->callerDesk().create(std::move(client))).value().token.expose();
    }

    void startTraefik(const std::string &provider)
    {
        m_traefik = std::make_unique<test::TraefikProcess>(m_context, provider);
    }
    std::string directoryOption() const
    {
        return "--providers.file.directory=" + m_file.parent_path().string();
    }

    static Json initialize()
    {
        return Json::parse(R"({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"}}})");
    }
    /// Only with a token, only what is for it, to the end of the instance.
    void expectPublished()
    {
        ASSERT_EQ(m_traefik->waitForStatus("/mcp/echo", 401, {}), 401);
        const auto greeted = m_traefik->post("/mcp/echo", initialize(), m_token);
        ASSERT_TRUE(greeted);
        EXPECT_EQ(greeted->status, 200) << greeted->body;
        EXPECT_THAT(greeted->body, HasSubstr("serverInfo"));
        EXPECT_EQ(m_traefik->waitForStatus("/mcp/echo-too", 404, m_token), 404);
        EXPECT_EQ(m_traefik->waitForStatus("/mcp", 404, m_token), 404);
        EXPECT_EQ(m_traefik->waitForStatus("/health", 404, m_token), 404);
        EXPECT_TRUE(run(m_engine->removeInstance(m_id)));
        EXPECT_EQ(m_traefik->waitForStatus("/mcp/echo", 404, {}), 404);
        EXPECT_EQ(m_traefik->errors(), "");
    }

    test::EchoProcess m_echo;
    std::unique_ptr<test::TraefikProcess> m_traefik;
    std::string m_id;
    std::string m_token;
};

TEST_F(TraefikProxy, ReadsADirectory)
{
    startTraefik(directoryOption());
    change(Json{{"traefik.file", m_file.string()},
                {"traefik.host", "mcp.example.org"},
                {"traefik.entry_points", {"web"}}});
    expectPublished();
}

TEST_F(TraefikProxy, ReadsOneFileThatWasThereBeforeIt)
{
    change(Json{{"traefik.file", m_file.string()}});
    ASSERT_TRUE(runUntil([this] { return fs::exists(m_file); }));
    startTraefik("--providers.file.filename=" + m_file.string());
    expectPublished();
}

TEST_F(TraefikProxy, ReadsARedis)
{
    test::RedisServer redis;
    attach(redis, "edge");
    startTraefik("--providers.redis.endpoints=127.0.0.1:" + std::to_string(redis.port()));
    change(Json{{"traefik.redis", "edge"}});
    expectPublished();
}

TEST_F(TraefikProxy, TrustsAGatewayWithItsOwnCertificate)
{
    startTraefik(directoryOption());
    change(Json{{"traefik.file", m_file.string()}, {"gateway.tls", "own"}});
    expectPublished();
}

TEST_F(TraefikProxy, TrustsThatCertificateOverARedisToo)
{
    test::RedisServer redis;
    attach(redis, "edge");
    startTraefik("--providers.redis.endpoints=127.0.0.1:" + std::to_string(redis.port()));
    change(Json{{"traefik.redis", "edge"}, {"gateway.tls", "own"}});
    expectPublished();
}

TEST_F(TraefikProxy, PassesEventsOnAsTheyCome)
{
    startTraefik(directoryOption());
    change(Json{{"traefik.file", m_file.string()}});
    ASSERT_EQ(m_traefik->waitForStatus("/mcp/echo", 401, {}), 401);
    const auto greeted = m_traefik->post("/mcp/echo", initialize(), m_token);
    ASSERT_TRUE(greeted);
    const std::string session(greeted->headers.get("Mcp-Session-Id").value_or(""));
    const Json slow = Json::parse(R"({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "sleep", "arguments": {"seconds": 30}, "_meta": {"progressToken": "p"}}})");
    const auto begin = std::chrono::steady_clock::now();
    const std::string heard =
        m_traefik->readUntil("/mcp/echo", slow, m_token, session, "notifications/progress");
    EXPECT_THAT(heard, HasSubstr("notifications/progress"));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(25))
        << "an event waited for the answer's end";
}

TEST_F(TraefikProxy, HearsThatNothingIsPublishedAnyMore)
{
    change(Json{{"traefik.file", m_file.string()}});
    ASSERT_TRUE(runUntil([this] { return fs::exists(m_file); }));
    startTraefik("--providers.file.filename=" + m_file.string());
    ASSERT_EQ(m_traefik->waitForStatus("/mcp/echo", 401, {}), 401);
    change(Json{{"traefik.file", ""}});
    EXPECT_EQ(m_traefik->waitForStatus("/mcp/echo", 404, {}), 404);
    change(Json{{"traefik.file", m_file.string()}});
    EXPECT_EQ(m_traefik->waitForStatus("/mcp/echo", 401, {}), 401);
    EXPECT_EQ(m_traefik->errors(), "");
}

TEST_F(TraefikProxy, TheFileFitsThePublishedSchema)
{
    startTraefik(directoryOption());
    change(Json{{"traefik.file", m_file.string()},
                {"traefik.host", "mcp.example.org"},
                {"traefik.entry_points", {"web"}},
                {"gateway.tls", "own"}});
    create("Second");
    ASSERT_EQ(m_traefik->waitForStatus("/mcp/second", 401, {}), 401);
    const std::string script = std::string(BERTH_PYTHON_SUPPORT) + "/traefik_schema.py";
    EXPECT_EQ(test::outputOf({test::traefikTools() + "python", script, m_file.string()}),
              "valid\n");
    const Json routers = m_traefik->api("/api/http/routers");
    EXPECT_GE(routers.size(), 2U) << routers;
    for (const Json &router : routers) {
        EXPECT_EQ(base::stringOr(router, "status"), "enabled") << router;
    }
}

} // namespace
} // namespace berth::engine
