// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Values in each store, and what opens the stores.
#include "component/leaks/leak_test.h"
#include "support/infisical/infisical_stand_in.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

namespace berth::test {
namespace {

using base::Json;

/// Answers while the test waits for Berth.
class InfisicalThread
{
public:
    InfisicalThread()
        : m_thread([this] { m_context.run(); })
    {}
    ~InfisicalThread()
    {
        m_context.stop();
        m_thread.join();
    }
    InfisicalStandIn &server()
    {
        return m_server;
    }

private:
    boost::asio::io_context m_context;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work{
        m_context.get_executor()};
    InfisicalStandIn m_server{m_context.get_executor()};
    std::thread m_thread;
};

class StoreLeakTest : public LeakTest
{
protected:
    std::string createWith(const std::string &value)
    {
        const std::string id = create("keeper", {{"server_spec_id", addServer()},
                                                 {"json_spec", spec({{"API_TOKEN", value}})}});
        waitFor(id, "running");
        expectDelivered(id, value);
        return id;
    }
};

TEST_F(StoreLeakTest, theEncryptedFile)
{
    const std::string passphrase = hunt().marker("passphrase");
    ASSERT_EQ(command({"secret", "store", "use", "encrypted-file"}), 0);
    ASSERT_EQ(command({"secret", "store", "set-up"}, passphrase + '\n'), 0) << said();
    const std::string id = createWith(hunt().marker("infile"));
    done("POST", "/v1/secrets/store/lock", Json::object());
    EXPECT_GE(call("POST", "/v1/secrets/set",
                   {{"instance", id}, {"name", "API_TOKEN"}, {"value", hunt().marker("late")}})
                  .status,
              400);
    EXPECT_GE(
        call("POST", "/v1/secrets/store/unlock", {{"passphrase", hunt().marker("wrong")}}).status,
        400);
    ASSERT_EQ(command({"secret", "store", "unlock"}, passphrase + '\n'), 0) << said();
    done("POST", "/v1/secrets/store/passphrase",
         {{"passphrase", passphrase}, {"new_passphrase", hunt().marker("newpassphrase")}});
    done("POST", "/v1/secrets/move", {{"to", "keychain"}});
    done("POST", "/v1/secrets/move", {{"to", "encrypted-file"}});
    EXPECT_EQ(command({"secret", "check"}), 0) << said();
}

TEST_F(StoreLeakTest, infisical)
{
    InfisicalThread infisical;
    const std::string clientSecret = InfisicalStandIn::clientSecret;
    done("POST", "/v1/secrets/store",
         {{"secrets.store", "infisical"},
          {"secrets.infisical.url", infisical.server().url()},
          {"secrets.infisical.project", InfisicalStandIn::projectId}});
    EXPECT_GE(call("POST", "/v1/secrets/store/login",
                   {{"client_id", "nobody"}, {"client_secret", hunt().marker("clientsecret")}})
                  .status,
              400);
    ASSERT_EQ(command({"secret", "store", "login"},
                      std::string(InfisicalStandIn::clientId) + '\n' + clientSecret + '\n'),
              0)
        << said();
    const std::string id = createWith(hunt().marker("ininfisical"));
    const std::string quotedBack = hunt().marker("quotedback");
    infisical.server().cause({422, R"({"message":"bad value )" + quotedBack + R"("})", {}}, 1);
    EXPECT_GE(call("POST", "/v1/secrets/set",
                   {{"instance", id}, {"name", "API_TOKEN"}, {"value", quotedBack}})
                  .status,
              400);
    done("POST", "/v1/secrets/move", {{"to", "keychain"}});
    call("GET", "/v1/secrets/store");
    call("GET", "/v1/secrets/");
}

} // namespace
} // namespace berth::test
