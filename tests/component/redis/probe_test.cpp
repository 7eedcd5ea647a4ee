// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/redis/redis_test.h"
#include "redis/connection_probe.h"

#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>

namespace berth::redis {
namespace {

using std::chrono::milliseconds;
using test::optionsFor;
using test::RedisServer;
using testing::HasSubstr;
using testing::Not;
using Outcome = ProbeStep::Outcome;

class ProbeTest : public RedisTest
{
protected:
    std::vector<ProbeStep> probed(ConnectOptions options,
                                  Subscriptions subscriptions = {{"status"}, {"MCPServer*"}})
    {
        std::vector<ProbeStep> steps;
        const auto collect = [&]() -> net::asio::awaitable<bool> {
            co_await probe(m_context.get_executor(), std::move(options), std::move(subscriptions),
                           [&steps](ProbeStep step) { steps.push_back(std::move(step)); });
            co_return true;
        };
        test::runTask(m_context, collect());
        std::string names;
        for (const ProbeStep &step : steps) {
            names += step.name + " ";
            EXPECT_EQ(step.detail.empty(), step.outcome == Outcome::Skipped) << step.name;
        }
        EXPECT_EQ(names, "resolve connect tls authenticate subscribe ");
        return steps;
    }
    /// p, f and s for passed, failed and skipped, in order.
    static std::string outcomes(const std::vector<ProbeStep> &steps)
    {
        std::string letters;
        for (const ProbeStep &step : steps) {
            letters += step.outcome == Outcome::Passed   ? 'p'
                       : step.outcome == Outcome::Failed ? 'f'
                                                         : 's';
        }
        return letters;
    }
    static RedisServer::Setup with(std::vector<std::string> configuration)
    {
        RedisServer::Setup setup;
        setup.configuration = std::move(configuration);
        return setup;
    }
    static RedisServer::Setup withTls()
    {
        RedisServer::Setup setup;
        setup.withTls = true;
        return setup;
    }
};

TEST_F(ProbeTest, APlainRedis)
{
    const RedisServer server;
    const auto steps = probed(optionsFor(server.url()));
    EXPECT_EQ(outcomes(steps), "ppspp");
    EXPECT_EQ(steps[0].detail, "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(steps[1].detail, "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(steps[3].detail, "No login asked for, database 0");
    EXPECT_EQ(steps[4].detail, "status, MCPServer*");
    EXPECT_GT(steps[3].took.count(), 0);
    EXPECT_EQ(outcomes(probed(optionsFor(server.unixUrl()))), "spspp");
    EXPECT_EQ(outcomes(probed(optionsFor(server.url()), {})), "ppsps") << "nothing to listen to";
}

TEST_F(ProbeTest, ItLeavesNoConnection)
{
    const RedisServer server;
    probed(optionsFor(server.url()));
    const auto admin = opened(optionsFor(server.url()));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    std::string clients;
    do { // Redis notices the end a moment later
        clients = run(admin->command({"INFO", "clients"}))->text;
    } while (clients.find("connected_clients:1\r") == std::string::npos &&
             std::chrono::steady_clock::now() < deadline);
    EXPECT_THAT(clients, HasSubstr("connected_clients:1\r"));
}

TEST_F(ProbeTest, ANameThatNobodyHas)
{
    const auto steps = probed(optionsFor("redis://no-such-host.invalid"));
    EXPECT_EQ(outcomes(steps), "fssss");
    EXPECT_THAT(steps[0].detail, HasSubstr("no-such-host.invalid"));
    EXPECT_THAT(steps[0].detail, HasSubstr("spelling"));
}

TEST_F(ProbeTest, APortWhereNobodyListens)
{
    RedisServer server;
    server.kill();
    const auto steps = probed(optionsFor(server.url()));
    EXPECT_EQ(outcomes(steps), "pfsss");
    EXPECT_THAT(steps[1].detail, HasSubstr("refused"));
    EXPECT_THAT(steps[1].detail, HasSubstr("port"));
    EXPECT_THAT(probed(optionsFor("unix:///nowhere/redis.sock"))[1].detail, HasSubstr("path"));
}

TEST_F(ProbeTest, Tls)
{
    const RedisServer server(withTls());
    auto options = optionsFor(server.tlsUrl());
    const auto unknown = probed(options);
    EXPECT_EQ(outcomes(unknown), "ppfss");
    EXPECT_THAT(unknown[2].detail, HasSubstr("not trusted"));
    EXPECT_THAT(unknown[2].detail, HasSubstr("CA file"));
    options.tls.caFile = server.certificates().authority();
    const auto known = probed(options);
    EXPECT_EQ(outcomes(known), "ppppp");
    EXPECT_THAT(known[2].detail, HasSubstr("TLSv1"));
    options.tls.caFile = "/nowhere/ca.pem";
    EXPECT_THAT(probed(options)[2].detail, HasSubstr("/nowhere/ca.pem"));
}

TEST_F(ProbeTest, ACertificateForAnotherHost)
{
    auto setup = withTls();
    setup.certificateFor = "DNS:other.example";
    const RedisServer server(setup);
    auto options = optionsFor(server.tlsUrl());
    options.tls.caFile = server.certificates().authority();
    const auto steps = probed(options);
    EXPECT_EQ(outcomes(steps), "ppfss");
    EXPECT_THAT(steps[2].detail, HasSubstr("host name"));
}

TEST_F(ProbeTest, AClientCertificateThatIsMissing)
{
    auto setup = withTls();
    setup.asksForCertificate = true;
    const RedisServer server(setup);
    auto options = optionsFor(server.tlsUrl());
    options.tls.caFile = server.certificates().authority();
    const auto steps = probed(options);
    // TLS 1.3 lets the client finish its handshake before the server refuses.
    EXPECT_TRUE(outcomes(steps) == "pppfs" || outcomes(steps) == "ppfss");
    EXPECT_THAT(steps[2].detail + steps[3].detail, HasSubstr("certificate"));
}

TEST_F(ProbeTest, TlsAndNoTlsMixedUp)
{
    const RedisServer server(withTls());
    auto options = optionsFor("rediss://127.0.0.1:" + std::to_string(server.port()));
    options.connectTimeout = milliseconds(500);
    const auto tlsAtPlain = probed(options);
    EXPECT_EQ(outcomes(tlsAtPlain), "ppfss");
    EXPECT_THAT(tlsAtPlain[2].detail, HasSubstr("not speak TLS"));
    const auto plainAtTls =
        probed(optionsFor("redis://127.0.0.1:" + std::to_string(server.tlsPort())));
    EXPECT_EQ(outcomes(plainAtTls), "ppsfs");
    EXPECT_THAT(plainAtTls[3].detail, HasSubstr("TLS"));
}

TEST_F(ProbeTest, Logins)
{
    const RedisServer server(with({"requirepass hunter2"}));
    const auto none = probed(optionsFor(server.url()));
    EXPECT_EQ(outcomes(none), "ppsfs");
    EXPECT_THAT(none[3].detail, HasSubstr("none was given"));
    const auto wrong = probed(optionsFor(server.url(":passw0rd@")));
    EXPECT_EQ(outcomes(wrong), "ppsfs");
    EXPECT_THAT(wrong[3].detail, HasSubstr("Check both"));
    EXPECT_THAT(wrong[3].detail, Not(HasSubstr("passw0rd")));
    const auto right = probed(optionsFor(server.url("default:hunter2@", "/1")));
    EXPECT_EQ(outcomes(right), "ppspp");
    EXPECT_EQ(right[3].detail, "User default, database 1");
    EXPECT_THAT(probed(optionsFor(server.url("default:hunter2@", "/99")))[3].detail,
                HasSubstr("database 99"));
}

TEST_F(ProbeTest, ChannelsThatTheAclForbids)
{
    const RedisServer server(
        with({"user berth on >pw ~* +@all resetchannels &MCPServer*", "user default off"}));
    const auto options = optionsFor(server.url("berth:pw@"));
    EXPECT_EQ(outcomes(probed(options, {{}, {"MCPServer*"}})), "ppspp");
    const auto steps = probed(options);
    EXPECT_EQ(outcomes(steps), "ppspf");
    EXPECT_THAT(steps[4].detail, HasSubstr("&status &MCPServer*"));
}

TEST_F(ProbeTest, AServerThatDoesNotAnswer)
{
    RedisServer server;
    server.pause();
    auto options = optionsFor(server.url());
    options.connectTimeout = milliseconds(200);
    const auto steps = probed(options);
    EXPECT_EQ(outcomes(steps), "ppsfs");
    EXPECT_THAT(steps[3].detail, HasSubstr("does not answer"));
    server.resume();
    EXPECT_EQ(outcomes(probed(optionsFor(server.url()))), "ppspp");
}

TEST_F(ProbeTest, FullMemoryIsNoObstacle)
{
    const RedisServer server(with({"maxmemory 1"}));
    EXPECT_EQ(outcomes(probed(optionsFor(server.url()))), "ppspp");
}

TEST_F(ProbeTest, SomethingThatIsNoRedis)
{
    namespace asio = net::asio;
    using asio::ip::tcp;
    tcp::acceptor acceptor(m_context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    std::optional<tcp::socket> peer;
    acceptor.async_accept([&peer](boost::system::error_code, tcp::socket socket) {
        peer.emplace(std::move(socket));
        const std::string greeting = "220 mail.example ESMTP\r\n";
        peer->write_some(asio::buffer(greeting));
    });
    const auto port = acceptor.local_endpoint().port();
    const auto steps = probed(optionsFor("redis://127.0.0.1:" + std::to_string(port)));
    EXPECT_EQ(outcomes(steps), "ppsfs");
    EXPECT_THAT(steps[3].detail, HasSubstr("something else than Redis"));
}

} // namespace
} // namespace berth::redis
