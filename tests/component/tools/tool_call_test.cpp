// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Calls of the window, through the real engine and the real gateway, to a real server.
#include "engine/facade_adapter.h"
#include "net/io_thread.h"
#include "net/server_tls.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/echo_process.h"
#include "unit/engine/fakes.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTest>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::engine {
namespace {

using base::ErrorCode;
using base::Json;

constexpr int patience = 30000;

/// An engine on its own thread with one instance: berth-echo, reached by its URL.
class ToolCalls : public testing::TestWithParam<const char *>
{
protected:
    void SetUp() override
    {
        qRegisterMetaType<ToolOutcome>();
        ASSERT_TRUE(m_profile.create());
        startEngine();
        m_facade.attach(m_engine, m_io.executor());
        ASSERT_TRUE(QTest::qWaitFor([this] { return m_facade.isReady(); }, patience));
        model::InstanceDraft draft;
        draft.name = "echo";
        model::UrlSpec spec;
        spec.endpoint = m_echo.url();
        draft.spec.type = spec;
        const auto created = m_facade.instanceCommands().create(draft, {}, true);
        ASSERT_TRUE(QTest::qWaitFor([&] { return created.isFinished(); }, patience));
        ASSERT_TRUE(created.result()) << created.result().error().message;
        m_id = *created.result();
        ASSERT_TRUE(QTest::qWaitFor([this] { return runs(); }, patience));
    }

    void TearDown() override
    {
        m_facade.detach();
        const auto shutDown = [engine = m_engine]() -> net::asio::awaitable<void> {
            co_await engine->shutDown();
        };
        net::asio::co_spawn(m_io.executor(), shutDown(), net::asio::use_future).get();
        m_engine.reset();
        m_io.stop();
    }

    bool runs()
    {
        const auto all = m_facade.instances();
        return !all.empty() && all.front().instance.state == model::InstanceState::Running &&
               !all.front().instance.tools.empty();
    }

    std::unique_ptr<ToolCall> call(const char *tool, const char *arguments)
    {
        return m_facade.toolCommands().callTool(m_id, tool, Json::parse(arguments));
    }

    /// Waits until it has ended.
    static ToolOutcome outcomeOf(ToolCall &call)
    {
        QSignalSpy finished(&call, &ToolCall::finished);
        EXPECT_TRUE(finished.wait(patience));
        return finished.isEmpty() ? ToolOutcome{} : finished.front().front().value<ToolOutcome>();
    }

    base::Status change(Json patch)
    {
        const auto changed = m_facade.changeSettings(std::move(patch));
        EXPECT_TRUE(QTest::qWaitFor([&changed] { return changed.isFinished(); }, patience));
        return changed.result();
    }

    /// As nobody can reach it from here, and with a certificate that nobody trusts.
    Json forOthers()
    {
        return {{"gateway.address", "0.0.0.0"},
                {"gateway.host_names", {"berth.invalid"}},
                {"gateway.require_token", true},
                {"gateway.tls", "own"}};
    }

    base::Secret newToken()
    {
        model::ClientDraft draft;
        draft.name = "somebody";
        const auto made = m_facade.clientCommands().createClient(draft);
        EXPECT_TRUE(QTest::qWaitFor([&made] { return made.isFinished(); }, patience));
        return made.result()->token;
    }

    std::vector<ConnectionTestStep> testSteps(base::Secret token = {})
    {
        QFutureWatcher<ConnectionTestStep> watcher;
        QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
        watcher.setFuture(m_facade.toolCommands().testAddress(m_id, std::move(token)));
        EXPECT_TRUE(watcher.isFinished() || finished.wait(patience));
        const auto results = watcher.future().results();
        return {results.begin(), results.end()};
    }

    test::EchoProcess m_echo{{"--era", GetParam()}};
    test::ScratchDir m_folder;
    base::Profile m_profile = base::Profile::at(m_folder.path() / "p");
    net::IoThread m_io{"engine"};
    std::shared_ptr<Engine> m_engine;
    EngineFacadeAdapter m_facade;
    std::string m_id;

private:
    void startEngine()
    {
        Engine::Parts parts;
        parts.executor = m_io.executor();
        parts.profile = m_profile;
        parts.store = store::Store::open(m_profile.database()).value();
        secrets::StoreChooser::Parts stores;
        stores.executor = m_io.executor();
        stores.keychain = std::make_unique<FakeSecretStore>();
        stores.encryptedFile = m_profile.dataDir() / "secrets.berth";
        parts.secretStore = std::make_unique<secrets::StoreChooser>(std::move(stores));
        m_engine = std::make_shared<Engine>(std::move(parts));
        const auto started =
            net::asio::co_spawn(m_io.executor(), m_engine->start(), net::asio::use_future).get();
        ASSERT_TRUE(started) << started.error().message;
    }
};

TEST_P(ToolCalls, ReturnWhatTheServerSays)
{
    const auto said = call("echo", R"({"text":"Grüße"})");
    const ToolOutcome outcome = outcomeOf(*said);
    ASSERT_TRUE(outcome.result) << outcome.error->message;
    EXPECT_EQ(outcome.result->at("content").at(0).at("text"), "Grüße");
    EXPECT_GT(outcome.bytes, 10U);
    EXPECT_GT(outcome.took.count(), 0);

    const auto failed = call("fail", R"({"message":"no"})");
    EXPECT_EQ(outcomeOf(*failed).result.value_or(Json::object())["isError"], true);

    const auto unknown = call("no-such-tool", "{}");
    const ToolOutcome refused = outcomeOf(*unknown);
    EXPECT_FALSE(refused.result);
    EXPECT_THAT(refused.error->message, testing::HasSubstr("-32602"));
}

TEST_P(ToolCalls, TellProgress)
{
    const auto sleep = call("sleep", R"({"seconds":0.6})");
    std::vector<ToolProgress> told;
    QObject::connect(sleep.get(), &ToolCall::progressed, sleep.get(),
                     [&told](const ToolProgress &progress) { told.push_back(progress); });
    const ToolOutcome outcome = outcomeOf(*sleep);
    ASSERT_TRUE(outcome.result) << outcome.error->message;
    ASSERT_FALSE(told.empty());
    EXPECT_DOUBLE_EQ(told.back().done, told.back().total.value_or(0));
}

TEST_P(ToolCalls, EndSoonWhenTheyAreCancelled)
{
    const auto sleep = call("sleep", R"({"seconds":3000})");
    QSignalSpy progressed(sleep.get(), &ToolCall::progressed);
    ASSERT_TRUE(progressed.wait(patience)) << "it is under way";
    sleep->cancel();
    const ToolOutcome outcome = outcomeOf(*sleep);
    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(outcome.error->code, ErrorCode::Cancelled);
    EXPECT_LT(outcome.took, std::chrono::seconds(60));
}

TEST_P(ToolCalls, MayBeForgotten)
{
    auto sleep = call("sleep", R"({"seconds":3000})");
    QSignalSpy progressed(sleep.get(), &ToolCall::progressed);
    ASSERT_TRUE(progressed.wait(patience));
    sleep.reset();
    const auto next = call("add", R"({"a":1,"b":2})");
    EXPECT_TRUE(outcomeOf(*next).result);
}

TEST_P(ToolCalls, NameWhatStandsInTheirWay)
{
    m_echo.process().signal(SIGKILL);
    ASSERT_TRUE(m_echo.process().wait());
    const auto said = call("echo", R"({"text":"a"})");
    const ToolOutcome outcome = outcomeOf(*said);
    ASSERT_TRUE(outcome.error);
    EXPECT_EQ(outcome.error->code, ErrorCode::Unavailable) << outcome.error->message;
}

TEST_P(ToolCalls, TheTestOfTheAddressGoesStepByStep)
{
    const auto steps = testSteps();
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[0].name, "reach");
    EXPECT_EQ(steps[1].name, "initialize");
    EXPECT_THAT(steps[1].detail, testing::HasSubstr("berth-echo"));
    EXPECT_EQ(steps[2].detail, "5 tools");
    for (const ConnectionTestStep &step : steps) {
        EXPECT_EQ(step.outcome, ConnectionTestStep::Outcome::Passed) << step.detail;
        EXPECT_GT(step.took.count(), 0);
    }
    m_echo.process().signal(SIGKILL);
    ASSERT_TRUE(m_echo.process().wait());
    const auto later = testSteps();
    ASSERT_EQ(later.size(), 3U);
    EXPECT_EQ(later[0].outcome, ConnectionTestStep::Outcome::Passed);
    EXPECT_EQ(later[1].outcome, ConnectionTestStep::Outcome::Failed);
    EXPECT_FALSE(later[1].detail.empty());
    EXPECT_EQ(later[2].outcome, ConnectionTestStep::Outcome::Skipped);
}

TEST_P(ToolCalls, GoToThisMachineWhateverTheAddressIs)
{
    ASSERT_TRUE(change(forOthers()));
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return m_facade.system().gatewayAddress.starts_with("https://berth.invalid:"); },
        patience));
    const auto said = call("echo", R"({"text":"a"})");
    const ToolOutcome outcome = outcomeOf(*said);
    EXPECT_TRUE(outcome.result) << outcome.error->message;
    for (const ConnectionTestStep &step : testSteps(newToken())) {
        EXPECT_EQ(step.outcome, ConnectionTestStep::Outcome::Passed) << step.detail;
    }
}

TEST_P(ToolCalls, KnowAGivenCertificateWhateverItIsMadeFor)
{
    const net::CertificateFiles files{m_folder.path() / "given.crt", m_folder.path() / "given.key"};
    ASSERT_TRUE(net::ensureOwnCertificate(files, {"mcp.example.org"}));
    ASSERT_TRUE(change({{"gateway.tls", "files"},
                        {"gateway.tls_certificate", files.certificate.string()},
                        {"gateway.tls_key", files.key.string()}}));
    const auto said = call("echo", R"({"text":"a"})");
    const ToolOutcome outcome = outcomeOf(*said);
    EXPECT_TRUE(outcome.result) << outcome.error->message;
    for (const ConnectionTestStep &step : testSteps()) {
        EXPECT_EQ(step.outcome, ConnectionTestStep::Outcome::Passed) << step.detail;
    }
}

INSTANTIATE_TEST_SUITE_P(Eras, ToolCalls, testing::Values("legacy", "modern"),
                         [](const auto &era) { return std::string(era.param); });

} // namespace
} // namespace berth::engine

int main(int argc, char **argv)
{
    testing::InitGoogleTest(&argc, argv);
    const QCoreApplication app(argc, argv);
    return RUN_ALL_TESTS();
}
