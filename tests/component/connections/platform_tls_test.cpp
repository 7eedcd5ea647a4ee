// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/connections/connections_test.h"
#include "connections/platform_client.h"

#include <gmock/gmock.h>

namespace berth::connections {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A TLS server is at hand in redis-server; that it then speaks no HTTP does not matter here.
class PlatformTlsTest : public redis::RedisTest
{
protected:
    std::string problem(const std::string &host, const std::string &caFile)
    {
        auto client = PlatformClient::make(m_context.get_executor(),
                                           "https://" + host + ":" +
                                               std::to_string(m_server.tlsPort()) + "/v1",
                                           caFile, base::Secret("token"));
        EXPECT_TRUE(client);
        const auto instances = run((*client)->instances());
        EXPECT_FALSE(instances);
        return instances ? std::string() : instances.error().message;
    }

    static test::RedisServer::Setup withTls()
    {
        test::RedisServer::Setup setup;
        setup.withTls = true;
        setup.certificateFor = "DNS:localhost";
        return setup;
    }
    test::RedisServer m_server{withTls()};
};

TEST_F(PlatformTlsTest, TrustsTheGivenAuthorityOnly)
{
    EXPECT_THAT(problem("localhost", {}), HasSubstr("not trusted"));
    const auto authority = m_server.certificates().authority();
    EXPECT_THAT(problem("localhost", authority), Not(HasSubstr("not trusted")));
    EXPECT_THAT(problem("127.0.0.1", authority), HasSubstr("not trusted")) << "for another host";
    EXPECT_THAT(problem("localhost", "/nowhere/ca.pem"), HasSubstr("/nowhere/ca.pem"));
}

} // namespace
} // namespace berth::connections
