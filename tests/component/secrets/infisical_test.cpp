// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// The first half runs against a real Infisical when BERTH_TEST_INFISICAL_URL, _CLIENT_ID,
// _CLIENT_SECRET and _PROJECT are set (_ENVIRONMENT: "dev"), else against the stand-in.
#include "base/ids.h"
#include "secrets/infisical_store.h"
#include "support/infisical/infisical_stand_in.h"
#include "support/process/child_process.h"
#include "support/process/run_task.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace {

using namespace berth;
using namespace berth::secrets;
using namespace std::chrono_literals;
using base::ErrorCode;
using base::Secret;
using berth::test::InfisicalStandIn;
using berth::test::runTask;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

std::string variable(const char *name, const std::string &fallback = {})
{
    const char *value = std::getenv((std::string("BERTH_TEST_INFISICAL_") + name).c_str());
    return value == nullptr ? fallback : value;
}

class InfisicalTest : public testing::Test
{
protected:
    void connect(InfisicalOptions options)
    {
        auto source = [this]() -> net::Task<InfisicalCredentials> { co_return m_credentials; };
        auto made = InfisicalStore::make(m_io.get_executor(), std::move(options), source,
                                         [this] { return m_standIn.now(); });
        ASSERT_TRUE(made) << made.error().message;
        m_store = std::move(*made);
    }

    InfisicalOptions standInOptions()
    {
        InfisicalOptions options;
        options.site = m_standIn.url();
        options.projectId = InfisicalStandIn::projectId;
        options.firstPause = 1ms;
        options.longestPause = 2s;
        options.timeout = 10s;
        return options;
    }

    InfisicalStore &store()
    {
        return *m_store;
    }
    template <typename T>
    T run(net::asio::awaitable<T> work)
    {
        return runTask(m_io, std::move(work));
    }
    std::string valueOf(const std::string &key)
    {
        const auto value = run(store().get(key));
        return value ? value->expose() : std::string(base::errorCodeName(value.error().code));
    }
    std::string set(const std::string &key, const std::string &value)
    {
        const auto done = run(store().set(key, Secret(value)));
        return done ? "ok" : std::string(base::errorCodeName(done.error().code));
    }

    boost::asio::io_context m_io;
    InfisicalStandIn m_standIn{m_io.get_executor()};
    InfisicalCredentials m_credentials{Secret(InfisicalStandIn::clientId),
                                       Secret(InfisicalStandIn::clientSecret)};
    std::unique_ptr<InfisicalStore> m_store;
};

/// Holds for a real server too.
class InfisicalConformance : public InfisicalTest
{
protected:
    void SetUp() override
    {
        connect(options({}));
    }
    void TearDown() override
    {
        for (const std::string &key : m_used) {
            EXPECT_TRUE(run(store().remove(key))) << "removing " << key;
        }
    }
    InfisicalOptions options(const std::string &nameTemplate)
    {
        InfisicalOptions options = standInOptions();
        options.site = variable("URL", options.site);
        options.projectId = variable("PROJECT", options.projectId);
        options.environment = variable("ENVIRONMENT", options.environment);
        options.nameTemplate = nameTemplate;
        if (!variable("URL").empty()) {
            m_credentials = {Secret(variable("CLIENT_ID")), Secret(variable("CLIENT_SECRET"))};
        }
        return options;
    }
    std::string key(const std::string &name)
    {
        m_used.push_back("mcp_instance_" + m_id + '_' + name);
        return m_used.back();
    }

    std::string m_id = base::newUuid();
    std::vector<std::string> m_used;
};

TEST_F(InfisicalConformance, isThere)
{
    const auto checked = run(store().check());
    EXPECT_TRUE(checked) << checked.error().message << checked.error().details;
}

TEST_F(InfisicalConformance, keepsReplacesAndForgetsValues)
{
    const std::string name = key("API_KEY");
    EXPECT_EQ(valueOf(name), "secret_missing");
    EXPECT_EQ(set(name, "first"), "ok");
    EXPECT_EQ(valueOf(name), "first");
    EXPECT_EQ(set(name, "second"), "ok");
    EXPECT_EQ(valueOf(name), "second");
    EXPECT_TRUE(run(store().remove(name)));
    EXPECT_EQ(valueOf(name), "secret_missing");
    EXPECT_TRUE(run(store().remove(name)));
}

TEST_F(InfisicalConformance, valuesComeBackAsTheyWere)
{
    const std::string name = key("VALUE");
    for (const std::string &value :
         {std::string(), std::string("pa${TARGET}ss"), std::string("ü✓\"\\ \t x"),
          std::string("-----BEGIN\nline\n-----END\n"), std::string("a\0b", 3),
          std::string(200'000, 'x')}) {
        ASSERT_EQ(set(name, value), "ok");
        EXPECT_EQ(valueOf(name), value);
    }
}

TEST_F(InfisicalConformance, aValueThatWouldComeBackChangedIsRefused)
{
    const std::string name = key("VALUE");
    for (const char *value : {" a", "a ", "\na", "a\n\n", "\n", " ", "a \n"}) {
        EXPECT_EQ(set(name, value), "invalid_argument") << '"' << value << '"';
    }
    EXPECT_EQ(set(name, "\xff"), "invalid_argument");
    EXPECT_EQ(set(name, std::string(1'100'000, 'x')), "limit_reached");
    EXPECT_EQ(valueOf(name), "secret_missing");
}

TEST_F(InfisicalConformance, manyValuesAreReadAtOnce)
{
    std::vector<std::string> keys;
    for (int i = 0; i < 20; ++i) {
        keys.push_back(key("KEY_" + std::to_string(i)));
        ASSERT_EQ(set(keys.back(), "value-" + std::to_string(i)), "ok");
    }
    keys.push_back(key("NOT_THERE"));
    const auto found = run(store().getAll(keys));
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->size(), 20U);
    EXPECT_EQ(found->at(keys[7]).expose(), "value-7");
    const auto names = run(store().names());
    ASSERT_TRUE(names);
    keys.pop_back();
    EXPECT_THAT(*names, IsSupersetOf(keys));
}

TEST_F(InfisicalConformance, anotherTemplateMakesItsFolders)
{
    connect(options("berth-test/{id}/{NAME}"));
    const std::string name = key("API_KEY");
    EXPECT_EQ(valueOf(name), "secret_missing");
    EXPECT_EQ(set(name, "in a folder"), "ok");
    EXPECT_EQ(set(name, "in the same folder"), "ok");
    EXPECT_EQ(valueOf(name), "in the same folder");
    const auto names = run(store().names());
    ASSERT_TRUE(names);
    EXPECT_THAT(*names, IsSupersetOf({name}));
}

TEST_F(InfisicalConformance, aWrongPlaceIsNotAMissingSecret)
{
    InfisicalOptions wrong = options({});
    wrong.projectId = "default";
    connect(wrong);
    EXPECT_EQ(valueOf(key("A")), "not_found");
    EXPECT_EQ(run(store().remove(key("A"))).error().code, ErrorCode::NotFound);
    wrong = options({});
    wrong.environment = "no-such-environment";
    connect(wrong);
    const auto checked = run(store().check());
    EXPECT_EQ(checked.error().code, ErrorCode::NotFound);
    EXPECT_THAT(checked.error().message, HasSubstr("no-such-environment"));
    wrong = options({});
    wrong.path = "/no-such-folder";
    connect(wrong);
    EXPECT_EQ(valueOf(key("A")), "not_found");
    EXPECT_EQ(set(key("A"), "x"), "not_found");
    m_used.clear();
}

constexpr const char *keyA = "mcp_instance_0b8f6d52-7f4e-4a1c-9d0e-000000000001_A";
constexpr const char *nameA = keyA;
constexpr const char *marker = "marker-4711-value";

/// What only a server that plays along can show.
class InfisicalTrouble : public InfisicalTest
{
protected:
    void SetUp() override
    {
        connect(standInOptions());
        m_standIn.put("/", nameA, marker);
    }
    base::Error errorOfGet()
    {
        const auto value = run(store().get(keyA));
        EXPECT_FALSE(value);
        return value ? base::Error{} : value.error();
    }
};

TEST_F(InfisicalTrouble, twentyReferencesCostOneLoginAndOneRoundTripPerFolder)
{
    InfisicalOptions options = standInOptions();
    options.nameTemplate = "{id}/{NAME}";
    connect(options);
    std::vector<std::string> keys;
    for (const char *folder : {"one", "two"}) {
        for (int i = 0; i < 10; ++i) {
            const std::string name = "N" + std::to_string(i);
            m_standIn.put(std::string("/") + folder, name, "v");
            keys.push_back(std::string("mcp_instance_") + folder + '_' + name);
        }
    }
    const auto found = run(store().getAll(keys));
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(found->size(), 20U);
    EXPECT_EQ(m_standIn.logins(), 1);
    EXPECT_EQ(m_standIn.requests().size(), 3U);
}

TEST_F(InfisicalTrouble, callersAtTheSameTimeShareOneLogin)
{
    using namespace boost::asio::experimental::awaitable_operators;
    const auto both = run([](InfisicalStore &store) -> net::asio::awaitable<bool> {
        auto [a, b] = co_await (store.get(keyA) && store.get(keyA));
        co_return a &&b;
    }(store()));
    EXPECT_TRUE(both);
    EXPECT_EQ(m_standIn.logins(), 1);
}

TEST_F(InfisicalTrouble, aTokenIsRenewedBeforeItExpires)
{
    m_standIn.setLifetimes(600s, 1500s);
    EXPECT_EQ(valueOf(keyA), marker);
    m_standIn.pass(500s);
    EXPECT_EQ(valueOf(keyA), marker);
    EXPECT_EQ(m_standIn.count("POST /api/v1/auth/token/renew"), 0);
    m_standIn.pass(60s);
    EXPECT_EQ(valueOf(keyA), marker);
    EXPECT_EQ(m_standIn.count("POST /api/v1/auth/token/renew"), 1);
    EXPECT_EQ(m_standIn.logins(), 1);
    // Up to the longest life, then a new login; never a call with a token that has expired.
    for (int i = 0; i < 6; ++i) {
        m_standIn.pass(590s);
        EXPECT_EQ(valueOf(keyA), marker);
    }
    EXPECT_GT(m_standIn.logins(), 1);
    EXPECT_LT(m_standIn.logins(), 8);
}

TEST_F(InfisicalTrouble, anExpiredTokenIsReplacedByANewLogin)
{
    EXPECT_EQ(valueOf(keyA), marker);
    m_standIn.pass(3600s);
    EXPECT_EQ(valueOf(keyA), marker);
    EXPECT_EQ(m_standIn.logins(), 2);
    EXPECT_EQ(m_standIn.count("POST /api/v1/auth/token/renew"), 0);
}

TEST_F(InfisicalTrouble, aRevokedTokenIsReplacedOnceWithinACall)
{
    EXPECT_EQ(valueOf(keyA), marker);
    m_standIn.revokeTokens();
    EXPECT_EQ(valueOf(keyA), marker);
    EXPECT_EQ(m_standIn.logins(), 2);
}

TEST_F(InfisicalTrouble, aRefusedTokenDoesNotMakeALoop)
{
    EXPECT_EQ(valueOf(keyA), marker);
    const std::string refusal = R"({"error":"TokenError","message":"invalid signature"})";
    m_standIn.cause({403, refusal, {}});
    EXPECT_EQ(valueOf(keyA), marker);
    EXPECT_EQ(m_standIn.logins(), 2);
    EXPECT_EQ(m_standIn.count(std::string("GET /api/v4/secrets/") + nameA), 3);
}

TEST_F(InfisicalTrouble, wrongCredentialsAreTriedOnce)
{
    m_credentials.clientSecret = Secret("wrong-client-secret");
    const base::Error error = errorOfGet();
    EXPECT_EQ(error.code, ErrorCode::Unauthorized);
    EXPECT_THAT(error.message, HasSubstr("client id"));
    EXPECT_THAT(error.message + error.details, Not(HasSubstr("wrong-client-secret")));
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(errorOfGet().code, ErrorCode::Unauthorized);
        EXPECT_EQ(run(store().check()).error().code, ErrorCode::Unauthorized);
    }
    EXPECT_EQ(m_standIn.logins(), 1) << "Three wrong logins lock the identity.";
    // Somebody mends it; after the pause the identity is not locked and works.
    m_credentials.clientSecret = Secret(InfisicalStandIn::clientSecret);
    m_standIn.pass(301s);
    EXPECT_EQ(valueOf(keyA), marker);
}

TEST_F(InfisicalTrouble, aMissingPermissionIsNoReasonToLogInAgain)
{
    EXPECT_EQ(valueOf(keyA), marker);
    m_standIn.setMayWrite(false);
    EXPECT_EQ(set(keyA, "x"), "forbidden");
    m_standIn.setMember(false);
    EXPECT_EQ(errorOfGet().code, ErrorCode::Forbidden);
    EXPECT_EQ(m_standIn.logins(), 1);
}

TEST_F(InfisicalTrouble, aHiddenValueIsNotTakenForTheValue)
{
    m_standIn.setHidesValues(true);
    EXPECT_EQ(errorOfGet().code, ErrorCode::Forbidden);
    EXPECT_TRUE(run(store().names()));
}

TEST_F(InfisicalTrouble, aChangeThatWaitsForApprovalIsNoSuccess)
{
    m_standIn.setNeedsApproval(true);
    EXPECT_EQ(set(keyA, "x"), "conflict");
    EXPECT_EQ(run(store().remove(keyA)).error().code, ErrorCode::Conflict);
}

TEST_F(InfisicalTrouble, tooManyRequestsAreWaitedForAsAsked)
{
    EXPECT_EQ(valueOf(keyA), marker);
    m_standIn.cause({429, "{}", {{"Retry-After", "0"}}}, 2);
    EXPECT_EQ(valueOf(keyA), marker);
    // Longer than a start should hang: told instead.
    m_standIn.cause({429, "{}", {{"Retry-After", "600"}}});
    EXPECT_EQ(errorOfGet().code, ErrorCode::Unavailable);
    // Nothing was done, so a change may be repeated too.
    m_standIn.cause({429, "{}", {}});
    EXPECT_EQ(set(keyA, "x"), "ok");
    // For ever is not an option.
    m_standIn.cause({429, "{}", {}}, 3);
    EXPECT_EQ(errorOfGet().code, ErrorCode::Unavailable);
    EXPECT_EQ(valueOf(keyA), "x");
}

TEST_F(InfisicalTrouble, aReadSurvivesAShortOutageAndAChangeIsNotRepeated)
{
    EXPECT_EQ(valueOf(keyA), marker);
    for (const int status : {502, 503, 504}) {
        m_standIn.cause({status, "<html>Bad gateway</html>", {}}, 2);
        EXPECT_EQ(valueOf(keyA), marker) << status;
        m_standIn.forgetRequests();
        m_standIn.cause({status, "", {}});
        EXPECT_EQ(set(keyA, marker), "unavailable") << status;
        EXPECT_EQ(m_standIn.requests().size(), 1U);
    }
    m_standIn.cause({503, "", {}}, 3);
    EXPECT_EQ(errorOfGet().code, ErrorCode::Unavailable);
}

TEST_F(InfisicalTrouble, aServerFaultIsNotTriedAgain)
{
    EXPECT_EQ(valueOf(keyA), marker);
    m_standIn.forgetRequests();
    m_standIn.cause({500, R"({"message":"Something went wrong"})", {}});
    const base::Error error = errorOfGet();
    EXPECT_EQ(error.code, ErrorCode::Unavailable);
    EXPECT_THAT(error.details, HasSubstr("Something went wrong"));
    EXPECT_EQ(m_standIn.requests().size(), 1U);
}

TEST_F(InfisicalTrouble, validationIssuesAreQuoted)
{
    m_standIn.cause({422,
                     R"({"error":"ValidationFailure","message":[{"path":["clientSecret"],)"
                     R"("message":"Required"}]})",
                     {}});
    EXPECT_THAT(errorOfGet().details, HasSubstr("Required"));
}

TEST_F(InfisicalTrouble, garbledAnswersAreTold)
{
    EXPECT_EQ(valueOf(keyA), marker);
    for (const char *body : {"", "{", "[]", "null", "<html></html>", "{}", R"({"secret":5})",
                             R"({"secret":{"secretValue":7}})"}) {
        m_standIn.cause({200, body, {}});
        EXPECT_EQ(errorOfGet().code, ErrorCode::ProtocolError) << body;
    }
    m_standIn.cause({404, "<html>nginx</html>", {}});
    EXPECT_EQ(errorOfGet().code, ErrorCode::ProtocolError) << "Not a missing secret.";
    m_standIn.cause({404, R"({"message":"Route GET:/x not found","error":"Not Found"})", {}});
    EXPECT_EQ(errorOfGet().code, ErrorCode::Unsupported);
    m_standIn.cause({200, R"({"secrets":5})", {}});
    EXPECT_EQ(run(store().check()).error().code, ErrorCode::ProtocolError);
    m_standIn.cause({200, "{}", {}});
    EXPECT_EQ(set(keyA, marker), "protocol_error") << "Success is what shows the secret.";
}

TEST_F(InfisicalTrouble, aGarbledLoginIsTold)
{
    for (const char *body :
         {"{}", R"({"accessToken":"","expiresIn":600})", R"({"accessToken":"t"})",
          R"({"accessToken":"two\r\nlines","expiresIn":600})",
          R"({"accessToken":5,"expiresIn":5})"}) {
        m_standIn.cause({200, body, {}});
        EXPECT_EQ(errorOfGet().code, ErrorCode::ProtocolError) << body;
    }
}

TEST_F(InfisicalTrouble, aCutAnswerIsReadAgainAndAChangeIsNot)
{
    EXPECT_EQ(valueOf(keyA), marker);
    m_standIn.cause({0, R"({"secret":{"secretVal)", {}});
    EXPECT_EQ(valueOf(keyA), marker);
    m_standIn.cause({0, "{", {}}, 3);
    EXPECT_EQ(errorOfGet().code, ErrorCode::ConnectionLost);
    m_standIn.cause({0, "{", {}});
    EXPECT_EQ(set(keyA, "x"), "connection_lost");
}

TEST_F(InfisicalTrouble, aSilentServerIsGivenUp)
{
    InfisicalOptions options = standInOptions();
    options.timeout = 50ms;
    connect(options);
    m_standIn.fallSilent();
    EXPECT_EQ(errorOfGet().code, ErrorCode::Timeout);
}

TEST_F(InfisicalTrouble, nobodyThereIsTold)
{
    InfisicalOptions options = standInOptions();
    options.site = "http://127.0.0.1:" + std::to_string(berth::test::freePort());
    connect(options);
    const base::Error error = errorOfGet();
    EXPECT_EQ(error.code, ErrorCode::Unavailable);
    EXPECT_THAT(error.message, HasSubstr(options.site));
}

TEST_F(InfisicalTrouble, aValueIsInNoError)
{
    m_standIn.cause({422, std::string(R"({"message":"bad value )") + marker + R"("})", {}});
    EXPECT_EQ(valueOf(keyA), "unauthorized"); // the login got it
    connect(standInOptions());
    EXPECT_EQ(valueOf(keyA), marker);
    m_standIn.cause({422, std::string(R"({"message":"bad value )") + marker + R"("})", {}});
    const auto done = run(store().set(keyA, Secret(marker)));
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().message + done.error().details, Not(HasSubstr(marker)));
}

TEST(InfisicalOptionsTest, wrongOnesAreRefusedByName)
{
    boost::asio::io_context io;
    const auto refused = [&io](InfisicalOptions options) {
        auto made = InfisicalStore::make(io.get_executor(), std::move(options), {});
        return made ? std::string("accepted") : made.error().message;
    };
    InfisicalOptions options;
    options.site = "nowhere";
    options.projectId = "p";
    EXPECT_THAT(refused(options), HasSubstr("https://app.infisical.com"));
    options.site = "https://infisical.example.com";
    options.projectId = "";
    EXPECT_THAT(refused(options), HasSubstr("project"));
    options.projectId = "p";
    options.path = "mcp";
    EXPECT_THAT(refused(options), HasSubstr("path"));
    options.path = "/";
    options.nameTemplate = "{NAME}";
    EXPECT_THAT(refused(options), HasSubstr("template"));
}

} // namespace
