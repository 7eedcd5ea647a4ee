// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/redis/redis_test.h"

namespace berth::redis {
namespace {

using base::ErrorCode;
using test::optionsFor;
using test::RedisServer;

RedisServer::Setup withConfiguration(std::vector<std::string> lines)
{
    RedisServer::Setup setup;
    setup.configuration = std::move(lines);
    return setup;
}

RedisServer::Setup withTls()
{
    RedisServer::Setup setup;
    setup.withTls = true;
    return setup;
}

void expectNothingOf(const std::string &secret, const base::Error &error)
{
    EXPECT_EQ((error.message + error.details).find(secret), std::string::npos) << error.message;
}

class Login : public RedisTest
{};

TEST_F(Login, PasswordOfTheDefaultUser)
{
    const RedisServer server(withConfiguration({"requirepass hunter2"}));
    EXPECT_TRUE(open(optionsFor(server.url(":hunter2@"))));
    EXPECT_TRUE(open(optionsFor(server.unixUrl(":hunter2@"))));
    EXPECT_TRUE(open(optionsFor(server.url("default:hunter2@", "/1"))));
}

TEST_F(Login, WrongPassword)
{
    const RedisServer server(withConfiguration({"requirepass hunter2"}));
    const auto connection = open(optionsFor(server.url(":passw0rd@")));
    ASSERT_FALSE(connection);
    EXPECT_EQ(connection.error().code, ErrorCode::Unauthorized);
    expectNothingOf("passw0rd", connection.error());
}

TEST_F(Login, NoPassword)
{
    const RedisServer server(withConfiguration({"requirepass hunter2"}));
    const auto connection = open(optionsFor(server.url()));
    ASSERT_FALSE(connection);
    EXPECT_EQ(connection.error().code, ErrorCode::Unauthorized);
    const auto subscriber = listen(optionsFor(server.url()), {{"channel"}, {}});
    ASSERT_FALSE(subscriber);
    EXPECT_EQ(subscriber.error().code, ErrorCode::Unauthorized);
}

TEST_F(Login, APasswordThatNobodyAskedFor)
{
    const RedisServer server;
    const auto connection = open(optionsFor(server.url(":passw0rd@")));
    ASSERT_FALSE(connection);
    EXPECT_EQ(connection.error().code, ErrorCode::Unauthorized);
    expectNothingOf("passw0rd", connection.error());
}

TEST_F(Login, AServerWithoutAuthDoesNotMakeUsShowThePassword)
{
    const RedisServer server(withConfiguration({"rename-command AUTH \"\""}));
    const auto connection = open(optionsFor(server.url(":passw0rd@")));
    ASSERT_FALSE(connection);
    EXPECT_EQ(connection.error().code, ErrorCode::Unauthorized);
    expectNothingOf("passw0rd", connection.error());
}

TEST_F(Login, AclUserMayDoWhatItMay)
{
    const RedisServer server(withConfiguration(
        {"user berth on >s@cret/ ~jobs:* &MCPServer* +@all -flushall", "user default off"}));
    const auto connection = opened(optionsFor(server.url("berth:s%40cret%2F@")));
    EXPECT_TRUE(run(connection->command({"SET", "jobs:1", "x"})));
    for (const Command &forbidden : {Command{"FLUSHALL"}, Command{"SET", "other", "x"},
                                     Command{"PUBLISH", "elsewhere", "x"}}) {
        const auto reply = run(connection->command(forbidden));
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().code, ErrorCode::Forbidden) << forbidden.front();
    }
    EXPECT_TRUE(listen(optionsFor(server.url("berth:s%40cret%2F@")), {{"MCPServerCreated"}, {}}));
    const auto denied = listen(optionsFor(server.url("berth:s%40cret%2F@")), {{"elsewhere"}, {}});
    ASSERT_FALSE(denied);
    EXPECT_EQ(denied.error().code, ErrorCode::Forbidden);
}

TEST_F(Login, AUserThatMayOnlyListenIsWelcome)
{
    const RedisServer server(withConfiguration({"user watcher on >pw &* -@all +subscribe +auth"}));
    EXPECT_TRUE(listen(optionsFor(server.url("watcher:pw@")), {{"MCPServerCreated"}, {}}));
}

TEST_F(Login, TlsWithAKnownAuthority)
{
    const RedisServer server(withTls());
    auto options = optionsFor(server.tlsUrl());
    options.tls.caFile = server.certificates().authority();
    const auto connection = opened(options);
    const std::string large(1U << 20U, 'x');
    const auto reply = run(connection->command({"ECHO", large}));
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_TRUE(reply->isText(large));
}

TEST_F(Login, TlsWithAnUnknownAuthority)
{
    const RedisServer server(withTls());
    const auto connection = open(optionsFor(server.tlsUrl()));
    ASSERT_FALSE(connection);
    EXPECT_EQ(connection.error().code, ErrorCode::Unavailable);
    EXPECT_NE(connection.error().message.find("not trusted"), std::string::npos);
}

TEST_F(Login, TlsForAnotherHost)
{
    auto setup = withTls();
    setup.certificateFor = "DNS:other.example";
    const RedisServer server(setup);
    auto options = optionsFor(server.tlsUrl());
    options.tls.caFile = server.certificates().authority();
    const auto connection = open(options);
    ASSERT_FALSE(connection);
    EXPECT_NE(connection.error().message.find("not trusted"), std::string::npos);
}

TEST_F(Login, TlsWithAClientCertificate)
{
    auto setup = withTls();
    setup.asksForCertificate = true;
    const RedisServer server(setup);
    auto options = optionsFor(server.tlsUrl());
    options.tls.caFile = server.certificates().authority();
    EXPECT_FALSE(open(options)) << "without a certificate";
    options.tls.certificateFile = server.certificates().certificate("client");
    options.tls.keyFile = server.certificates().key("client");
    EXPECT_TRUE(open(options));
    options.tls.keyFile = "/nowhere/client.key";
    const auto noKey = open(options);
    ASSERT_FALSE(noKey);
    EXPECT_NE(noKey.error().message.find("/nowhere/client.key"), std::string::npos);
}

TEST_F(Login, TlsAgainstAPlainPort)
{
    const RedisServer server;
    const auto connection = open(optionsFor("rediss://127.0.0.1:" + std::to_string(server.port())));
    ASSERT_FALSE(connection);
}

} // namespace
} // namespace berth::redis
