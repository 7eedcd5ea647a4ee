// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/instance_worker.h"
#include "engine/task_group.h"
#include "support/process/echo_process.h"
#include "unit/engine/fakes.h"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace berth::engine {
namespace {

using base::ErrorCode;
using model::DesiredState;
using model::InstanceState;
using namespace std::chrono_literals;

constexpr const char *id = "11111111-2222-4333-8444-555555555555";
constexpr const char *marker = "marker-of-a-secret-value";

/// One worker on a provider that does what the test says; MCP is answered by a real echo server.
class InstanceWorkerTest : public testing::Test
{
protected:
    InstanceWorkerTest()
        : m_provider(m_context.get_executor())
        , m_keeper(m_store)
        , m_tasks(m_context.get_executor())
    {
        m_provider.running.upstream = net::Endpoint::tcp("127.0.0.1", m_echo.port());
        m_provider.running.mcpPath = "/mcp";
        m_provider.running.hostHeader = "localhost:" + std::to_string(m_echo.port());
    }

    ~InstanceWorkerTest() override
    {
        m_tasks.cancel();
        m_context.restart();
        m_context.run_for(5s);
    }

    void begin(DesiredState desired, InstanceState state = InstanceState::Pending,
               model::Environment environment = {})
    {
        InstanceSnapshot view;
        view.instance.id = id;
        view.instance.name = "one";
        view.instance.desired = desired;
        view.instance.state = state;
        model::DockerSpec docker;
        docker.image = "localhost/x:1";
        docker.environment = std::move(environment);
        view.instance.spec.type = std::move(docker);
        m_worker = std::make_shared<InstanceWorker>(services(), std::move(view), false);
        m_tasks.spawn("worker", m_worker->run());
    }

    WorkerServices services()
    {
        WorkerServices services;
        services.executor = m_context.get_executor();
        services.clock = &m_clock;
        services.secrets = &m_keeper;
        services.slots = std::make_shared<StartSlots>(services.executor, 1);
        services.providerFor = [this](const model::JsonSpec &) -> providers::Provider & {
            return m_provider;
        };
        services.logTail = [](std::string,
                              secrets::ResolvedValues known) -> net::asio::awaitable<std::string> {
            std::vector<base::Secret> values;
            for (auto &[name, value] : known) {
                values.push_back(value);
            }
            co_return secrets::redact(std::string("the log says ") + marker, values);
        };
        services.changed = [this](const InstanceSnapshot &view, bool stateChanged) {
            if (stateChanged) {
                m_states.push_back(view.instance.state);
            }
        };
        services.deleted = [this](const InstanceSnapshot &) -> net::Task<> {
            m_deleted = true;
            co_return base::Status{};
        };
        return services;
    }

    bool runUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit = 10s)
    {
        m_context.restart();
        const auto deadline = std::chrono::steady_clock::now() + limit;
        while (!condition() && m_context.run_one_until(deadline) != 0) {
        }
        return condition();
    }

    bool reach(InstanceState state)
    {
        return runUntil([this, state] { return m_worker->view().instance.state == state; });
    }

    test::EchoProcess m_echo;
    net::asio::io_context m_context;
    FakeProvider m_provider;
    FakeSecretStore m_store;
    SecretKeeper m_keeper;
    base::SystemClock m_clock;
    std::shared_ptr<InstanceWorker> m_worker;
    std::vector<InstanceState> m_states;
    bool m_deleted = false;
    TaskGroup m_tasks;
};

TEST_F(InstanceWorkerTest, bringsUpAndStops)
{
    begin(DesiredState::Running);
    ASSERT_TRUE(reach(InstanceState::Running));
    m_worker->setDesired(DesiredState::Stopped);
    ASSERT_TRUE(reach(InstanceState::Stopped));
    EXPECT_EQ(m_provider.stops, 1);
}

TEST_F(InstanceWorkerTest, aStartDuringTheStopThatFollowsGivingUpIsNotLost)
{
    m_provider.startProblem = base::Error{ErrorCode::InvalidArgument, "No.", {}, {}};
    m_provider.stopGate.reset();
    begin(DesiredState::Running);
    ASSERT_TRUE(runUntil([this] { return m_provider.stops == 1; }));
    m_provider.startProblem.reset();
    m_worker->setDesired(DesiredState::Running);
    m_provider.stopGate.notify();
    EXPECT_TRUE(reach(InstanceState::Running));
}

TEST_F(InstanceWorkerTest, whatGaveUpCanBeStoppedAndStartedAgain)
{
    m_provider.startProblem = base::Error{ErrorCode::InvalidArgument, "No.", {}, {}};
    m_provider.stopGate.reset();
    begin(DesiredState::Running);
    ASSERT_TRUE(runUntil([this] { return m_provider.stops == 1; }));
    m_worker->setDesired(DesiredState::Stopped);
    m_provider.stopGate.notify();
    ASSERT_TRUE(reach(InstanceState::Stopped));
    m_provider.startProblem.reset();
    m_worker->setDesired(DesiredState::Running);
    EXPECT_TRUE(reach(InstanceState::Running));
}

TEST_F(InstanceWorkerTest, aRestartThatCannotStopGivesUpOnce)
{
    begin(DesiredState::Running);
    ASSERT_TRUE(reach(InstanceState::Running));
    m_provider.stopProblem = base::Error{ErrorCode::PermissionDenied, "No.", {}, {}};
    m_worker->restart();
    ASSERT_TRUE(reach(InstanceState::Failed));
    const int stops = m_provider.stops;
    runUntil([] { return false; }, 100ms);
    EXPECT_EQ(m_provider.stops, stops);
}

TEST_F(InstanceWorkerTest, aRestartDoesNotUndoADeletion)
{
    begin(DesiredState::Running);
    ASSERT_TRUE(reach(InstanceState::Running));
    m_provider.stopGate.reset();
    m_worker->setDesired(DesiredState::Deleted);
    ASSERT_TRUE(runUntil([this] { return m_provider.stops == 1; }));
    m_worker->restart();
    m_provider.stopGate.notify();
    ASSERT_TRUE(runUntil([this] { return m_deleted; }));
    EXPECT_EQ(m_worker->view().instance.desired, DesiredState::Deleted);
    EXPECT_EQ(m_provider.starts, 1);
}

TEST_F(InstanceWorkerTest, twoRestartsInARowEndInOneRunningServer)
{
    begin(DesiredState::Running);
    ASSERT_TRUE(reach(InstanceState::Running));
    m_provider.stopGate.reset();
    m_worker->restart();
    ASSERT_TRUE(runUntil([this] { return m_provider.stops == 1; }));
    m_worker->restart();
    m_provider.stopGate.notify();
    ASSERT_TRUE(reach(InstanceState::Running));
    runUntil([] { return false; }, 200ms);
    EXPECT_EQ(m_worker->view().instance.state, InstanceState::Running);
    EXPECT_EQ(m_provider.starts, m_provider.stops + 1);
}

TEST_F(InstanceWorkerTest, lateWordOfItsOwnContainerDoesNotCutTheBackoffShort)
{
    begin(DesiredState::Running);
    ASSERT_TRUE(reach(InstanceState::Running));
    m_provider.endGate.notify();
    ASSERT_TRUE(reach(InstanceState::Backoff));
    const auto began = std::chrono::steady_clock::now();
    m_worker->containerChanged();
    ASSERT_TRUE(reach(InstanceState::Running));
    EXPECT_GE(std::chrono::steady_clock::now() - began, 900ms);
}

TEST_F(InstanceWorkerTest, thePodmanThatComesBackCutsTheBackoffShort)
{
    m_provider.startProblem = base::Error{ErrorCode::Unavailable, "No Podman.", {}, {}};
    begin(DesiredState::Running);
    ASSERT_TRUE(reach(InstanceState::Backoff));
    m_provider.startProblem.reset();
    const auto began = std::chrono::steady_clock::now();
    m_worker->podmanCameBack();
    ASSERT_TRUE(reach(InstanceState::Running));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 900ms);
}

TEST_F(InstanceWorkerTest, anUnstoppableOneTellsSoOnce)
{
    begin(DesiredState::Running);
    ASSERT_TRUE(reach(InstanceState::Running));
    m_provider.stopProblem = base::Error{ErrorCode::Unavailable, "No Podman.", {}, {}};
    m_worker->setDesired(DesiredState::Stopped);
    ASSERT_TRUE(runUntil([this] { return m_worker->view().instance.reason == "No Podman."; }));
    m_states.clear();
    m_worker->podmanCameBack(); // another attempt, as vain as the first
    ASSERT_TRUE(runUntil([this] { return m_provider.stops == 2; }));
    runUntil([] { return false; }, 50ms);
    EXPECT_TRUE(m_states.empty());
}

TEST_F(InstanceWorkerTest, secretsAreMaskedInEverythingThatIsTold)
{
    m_store.values[std::string("mcp_instance_") + id + "_TOKEN"] = marker;
    m_provider.endReason = std::string("It ended, saying ") + marker;
    begin(DesiredState::Running, InstanceState::Pending, {{"TOKEN", "secret_ref:TOKEN"}});
    ASSERT_TRUE(reach(InstanceState::Running)) << m_worker->view().instance.reason;
    m_provider.endGate.notify();
    ASSERT_TRUE(reach(InstanceState::Backoff));
    EXPECT_NE(m_worker->view().errorDetails.find("the log says"), std::string::npos);
    EXPECT_EQ(m_worker->view().errorDetails.find(marker), std::string::npos);
    EXPECT_EQ(m_worker->view().instance.reason.find(marker), std::string::npos);
}

} // namespace
} // namespace berth::engine
