// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/platform_client.h"
#include "support/platform/platform_stand_in.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>

namespace berth::connections {
namespace {

using base::ErrorCode;
using base::Json;
using testing::HasSubstr;
using testing::Not;

constexpr const char *token = "eyJ.test-token.s1gn";
constexpr const char *knownId = "0b4e3c9e-8a63-4b8e-9a51-6f0f6f0b5d11";

/// AgentArea as far as a console uses it (contract section 1), or in some kind of trouble.
class PlatformClientTest : public testing::Test
{
protected:
    enum class Mood
    {
        Well,
        Broken,  ///< a proxy's error page that shows what was sent
        Garbage, ///< 200, no JSON
        Cut,     ///< the connection ends within the body
        Silent,
        Huge,
        Moved
    };

    PlatformClientTest()
        : m_server(m_context.get_executor(),
                   [this](net::ServerExchange &exchange) { return answer(exchange); })
    {
        m_port = m_server.listenTcp("127.0.0.1", 0).value();
    }
    ~PlatformClientTest() override
    {
        m_server.stop();
        m_context.poll();
    }

    std::string url(const std::string &path = "/v1") const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + path;
    }
    std::unique_ptr<PlatformClient> client(const std::string &path = "/v1",
                                           const std::string &withToken = token,
                                           std::chrono::milliseconds timeout = defaultTimeout)
    {
        auto made = PlatformClient::make(m_context.get_executor(), url(path), {},
                                         base::Secret(withToken), timeout);
        EXPECT_TRUE(made) << made.error().message;
        return std::move(*made);
    }
    template <typename T>
    base::Result<T> run(net::Task<T> task)
    {
        return test::runTask(m_context, std::move(task));
    }
    /// What instances() says is wrong.
    base::Error problemOf(PlatformClient &client)
    {
        const auto instances = run(client.instances());
        EXPECT_FALSE(instances);
        const base::Error error = instances ? base::Error() : instances.error();
        EXPECT_THAT(error.message + error.details, Not(HasSubstr(token)));
        return error;
    }
    base::Error problem(Mood mood)
    {
        m_mood = mood;
        return problemOf(*client());
    }

    static constexpr std::chrono::milliseconds defaultTimeout{20000};
    Json m_instances = Json::array();
    Mood m_mood = Mood::Well;
    std::string m_lastTarget;

private:
    net::HttpResponse wellAnswer(const net::ServerExchange &exchange) const
    {
        const auto header = exchange.headers().get("Authorization");
        if (header == "Bearer other-workspace") {
            return {403, {}, R"({"detail": "Not a member of this workspace"})"};
        }
        return test::platformAnswer({{token, m_instances}}, exchange.target(),
                                    header ? std::optional(std::string(*header)) : std::nullopt);
    }

    net::asio::awaitable<void> answer(net::ServerExchange &exchange)
    {
        m_lastTarget = exchange.target();
        net::HttpResponse response = wellAnswer(exchange);
        net::HttpResponseHead head;
        switch (m_mood) {
        case Mood::Well:
            break;
        case Mood::Broken:
            response = {502, {}, "<html>" + std::string(*exchange.headers().get("Authorization"))};
            break;
        case Mood::Garbage:
            response = {200, {}, "<html>Welcome</html>"};
            break;
        case Mood::Moved:
            response = {307, {{"Location", "https://elsewhere/v1/"}}, {}};
            break;
        case Mood::Huge:
            response.body.assign(17U << 20U, ' ');
            break;
        case Mood::Cut:
            head.headers.set("Content-Length", "1000");
            co_await exchange.start(std::move(head), "[{\"id\":");
            co_return;
        case Mood::Silent:
            co_await exchange.waitForClose();
            co_return;
        }
        co_await exchange.respond(std::move(response));
    }

    boost::asio::io_context m_context{1};
    net::HttpServer m_server;
    std::uint16_t m_port = 0;
};

Json fullInstance()
{
    return Json{{"id", knownId},
                {"name", "files"},
                {"description", nullptr},
                {"server_spec_id", "spec-1"},
                {"json_spec", Json{{"type", "docker"}, {"image", "x"}, {"port", 8000}}},
                {"status", "pending"},
                {"created_at", "2025-10-13T10:00:00"}};
}

TEST_F(PlatformClientTest, ListsInstances)
{
    m_instances = Json::array({fullInstance(), Json{{"id", "b"}, {"json_spec", Json::object()}}});
    const auto instances = run(client()->instances());
    ASSERT_TRUE(instances) << instances.error().message;
    ASSERT_EQ(instances->size(), 2);
    const auto &first = instances->front();
    EXPECT_EQ(first.id, knownId);
    EXPECT_EQ(first.name, "files");
    EXPECT_EQ(first.description, "");
    EXPECT_EQ(first.serverSpecId, "spec-1");
    EXPECT_EQ(first.spec["image"], "x");
    EXPECT_EQ(first.status, "pending");
    EXPECT_EQ(instances->back().serverSpecId, std::nullopt);
    EXPECT_EQ(m_lastTarget, "/v1/mcp-server-instances/") << "without the slash FastAPI redirects";
}

TEST_F(PlatformClientTest, LeavesOutWhatIsNoInstance)
{
    m_instances = Json::array({Json{{"id", "no spec"}}, Json{{"json_spec", Json::object()}},
                               Json{{"id", 5}, {"json_spec", Json::object()}}, Json("text"),
                               Json{{"id", "null"}, {"json_spec", nullptr}}, fullInstance()});
    const auto instances = run(client()->instances());
    ASSERT_TRUE(instances);
    ASSERT_EQ(instances->size(), 1);
    EXPECT_EQ(instances->front().id, knownId);
}

TEST_F(PlatformClientTest, OneInstance)
{
    m_instances = Json::array({fullInstance()});
    const auto known = run(client("/v1/")->instance(knownId));
    ASSERT_TRUE(known) << known.error().message;
    ASSERT_TRUE(*known);
    EXPECT_EQ((*known)->name, "files");
    const auto gone = run(client()->instance("8a63-4b8e"));
    ASSERT_TRUE(gone) << gone.error().message;
    EXPECT_FALSE(*gone);
}

TEST_F(PlatformClientTest, AWrongUrlDoesNotMeanThatAnInstanceIsGone)
{
    const auto instance = run(client("/api")->instance(knownId));
    ASSERT_FALSE(instance);
    EXPECT_EQ(instance.error().code, ErrorCode::NotFound);
    EXPECT_THAT(instance.error().message, HasSubstr("/v1"));
}

TEST_F(PlatformClientTest, AnIdStaysWithinItsPath)
{
    for (const char *const id : {"", "../secrets", "a b", "a?x=1", "a\r\nb"}) {
        const auto instance = run(client()->instance(id));
        ASSERT_FALSE(instance) << id;
        EXPECT_EQ(instance.error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_EQ(m_lastTarget, "");
}

TEST_F(PlatformClientTest, RefusedTokens)
{
    const auto none = problemOf(*client("/v1", ""));
    EXPECT_EQ(none.code, ErrorCode::Unauthorized);
    EXPECT_THAT(none.message, HasSubstr("none was given"));
    EXPECT_THAT(none.details, HasSubstr("Authorization header missing"));
    const auto wrong = problemOf(*client("/v1", "wrong"));
    EXPECT_EQ(wrong.code, ErrorCode::Unauthorized);
    EXPECT_THAT(wrong.message, HasSubstr("workspace_id"));
    EXPECT_EQ(problemOf(*client("/v1", "other-workspace")).code, ErrorCode::Forbidden);
}

TEST_F(PlatformClientTest, TroubleIsNamed)
{
    EXPECT_EQ(problemOf(*client("/api")).code, ErrorCode::NotFound);
    const auto broken = problem(Mood::Broken);
    EXPECT_EQ(broken.code, ErrorCode::Unavailable);
    EXPECT_THAT(broken.message, HasSubstr("502"));
    EXPECT_THAT(broken.details, HasSubstr("Bearer ")) << "shown, its token masked";
    EXPECT_EQ(problem(Mood::Garbage).code, ErrorCode::ProtocolError);
    EXPECT_EQ(problem(Mood::Moved).code, ErrorCode::ProtocolError);
    const auto huge = problem(Mood::Huge);
    EXPECT_EQ(huge.code, ErrorCode::ProtocolError);
    EXPECT_THAT(huge.message, HasSubstr("larger than"));
    EXPECT_EQ(problem(Mood::Cut).code, ErrorCode::Unavailable);
}

TEST_F(PlatformClientTest, AnObjectIsNoList)
{
    m_instances = Json{{"items", Json::array()}};
    EXPECT_EQ(problem(Mood::Well).code, ErrorCode::ProtocolError);
}

TEST_F(PlatformClientTest, APlatformThatDoesNotAnswer)
{
    m_mood = Mood::Silent;
    const auto quick = client("/v1", token, std::chrono::milliseconds(200));
    EXPECT_EQ(problemOf(*quick).code, ErrorCode::Timeout);
}

TEST_F(PlatformClientTest, APlatformThatIsNotThere)
{
    boost::asio::io_context other{1};
    net::HttpServer brief(other.get_executor(), {});
    const auto port = brief.listenTcp("127.0.0.1", 0).value();
    brief.stop();
    auto absent = PlatformClient::make(
        other.get_executor(), "http://127.0.0.1:" + std::to_string(port), {}, base::Secret(token));
    ASSERT_TRUE(absent);
    const auto instances = test::runTask(other, (*absent)->instances());
    ASSERT_FALSE(instances);
    EXPECT_EQ(instances.error().code, ErrorCode::Unavailable);
}

TEST_F(PlatformClientTest, UrlsAndTokensThatAreNone)
{
    boost::asio::io_context context{1};
    const auto make = [&](const std::string &address, const std::string &withToken) {
        auto made =
            PlatformClient::make(context.get_executor(), address, {}, base::Secret(withToken));
        return made ? std::string() : made.error().message;
    };
    EXPECT_EQ(make("https://platform.example/v1/", token), "");
    EXPECT_THAT(make("platform.example/v1", token), HasSubstr("http"));
    EXPECT_THAT(make("http://platform.example/v1?x=1", token), HasSubstr("query"));
    EXPECT_THAT(make("http://me:pw@platform.example/v1", token), Not(HasSubstr("pw")));
    const auto twoLines = make("http://platform.example/v1", "first\r\nX-Header: second");
    EXPECT_THAT(twoLines, HasSubstr("token"));
    EXPECT_THAT(twoLines, Not(HasSubstr("second")));
}

} // namespace
} // namespace berth::connections
