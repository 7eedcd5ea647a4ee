// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// The manager API as the settings switch it on and off, with a whole engine behind it.
#include "api/manager/manager_api.h"
#include "net/http_client.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/run_task.h"
#include "unit/engine/fakes.h"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace berth::api {
namespace {

using base::Json;
using test::runTask;

class ManagerSettings : public testing::Test
{
protected:
    ManagerSettings()
    {
        EXPECT_TRUE(m_profile.create());
        auto keychain = std::make_unique<engine::FakeSecretStore>();
        m_keychain = keychain.get();
        engine::Engine::Parts parts;
        parts.executor = m_context.get_executor();
        parts.profile = m_profile;
        parts.store = store::Store::open(m_profile.database()).value();
        secrets::StoreChooser::Parts stores;
        stores.executor = m_context.get_executor();
        stores.keychain = std::move(keychain);
        stores.encryptedFile = m_profile.dataDir() / "secrets.berth";
        parts.secretStore = std::make_unique<secrets::StoreChooser>(std::move(stores));
        m_engine = std::make_unique<engine::Engine>(std::move(parts));
        EXPECT_TRUE(runTask(m_context, m_engine->start()));
        m_api = std::make_shared<ManagerApi>(m_context.get_executor(), *m_engine);
        m_api->followSettings();
    }

    ~ManagerSettings() override
    {
        const auto shutDown = [this]() -> net::asio::awaitable<bool> {
            m_api->stop();
            co_await m_engine->shutDown();
            co_return true;
        };
        runTask(m_context, shutDown());
    }

    void change(const Json &patch)
    {
        const auto changed = runTask(m_context, m_engine->changeSettings(patch));
        ASSERT_TRUE(changed) << changed.error().message;
    }

    bool happens(const std::function<bool()> &wanted)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        m_context.restart();
        while (!wanted() && m_context.run_one_until(deadline) != 0) {
        }
        return wanted();
    }

    bool listens()
    {
        return happens([this] { return !m_api->address().empty(); });
    }

    std::string problem() const
    {
        return m_engine->system().managerApi.problem;
    }

    base::Result<net::HttpResponse> get(const std::string &address, const std::string &token)
    {
        net::HttpClient client(m_context.get_executor(), net::parseUrl(address).value().endpoint);
        net::HttpRequest request;
        request.target = "/health";
        request.headers.set("Authorization", "Bearer " + token);
        return runTask(m_context, client.request(request, std::chrono::seconds(20)));
    }

    std::string settingsFile() const
    {
        std::ifstream file(m_profile.settings());
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

    test::ScratchDir m_dir;
    base::Profile m_profile = base::Profile::at(m_dir / "p");
    boost::asio::io_context m_context;
    engine::FakeSecretStore *m_keychain = nullptr;
    std::unique_ptr<engine::Engine> m_engine;
    std::shared_ptr<ManagerApi> m_api;
};

TEST_F(ManagerSettings, switchedOnItListensWithATokenOfTheSecretStore)
{
    EXPECT_TRUE(m_api->address().empty());
    change(Json{{"manager_api.enabled", true}, {"manager_api.address", "127.0.0.1:0"}});
    ASSERT_TRUE(listens()) << problem();
    const std::string token = m_keychain->values["manager_api_TOKEN"];
    EXPECT_EQ(token.size(), 64U);
    EXPECT_EQ(settingsFile().find(token), std::string::npos);
    const auto answer = get(m_api->address(), token);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(get(m_api->address(), "wrong").value().status, 401);
    EXPECT_EQ(m_engine->system().managerApi.summary, m_api->address());
    EXPECT_EQ(runTask(m_context, m_engine->managerToken()).value().expose(), token);
}

TEST_F(ManagerSettings, switchedOffItIsGone)
{
    change(Json{{"manager_api.enabled", true}, {"manager_api.address", "127.0.0.1:0"}});
    ASSERT_TRUE(listens()) << problem();
    const std::string address = m_api->address();
    change(Json{{"manager_api.enabled", false}});
    ASSERT_TRUE(happens([this] { return m_api->address().empty(); }));
    EXPECT_FALSE(get(address, ""));
    EXPECT_TRUE(m_engine->system().managerApi.summary.empty());
}

TEST_F(ManagerSettings, aTakenPortIsToldAndTheNextChangeIsANewAttempt)
{
    auto other = std::make_unique<net::HttpServer>(
        m_context.get_executor(),
        [](net::ServerExchange &) -> net::asio::awaitable<void> { co_return; });
    const std::string taken =
        "127.0.0.1:" + std::to_string(other->listenTcp("127.0.0.1", 0).value());
    change(Json{{"manager_api.enabled", true}, {"manager_api.address", taken}});
    ASSERT_TRUE(happens([this] { return !problem().empty(); }));
    EXPECT_NE(problem().find(taken), std::string::npos) << problem();
    other.reset();
    change(Json{{"manager_api.require_token", false}});
    ASSERT_TRUE(listens()) << problem();
    EXPECT_EQ(m_api->address(), "http://" + taken);
    EXPECT_TRUE(problem().empty());
}

} // namespace
} // namespace berth::api
