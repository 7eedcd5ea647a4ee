// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"
#include "support/ui/fake_callers.h"
#include "support/ui/fake_secrets.h"
#include "support/ui/fake_tools.h"

#include <QPointer>
#include <QPromise>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace berth::test {

/// A command as a page gave it: "start", "stop", "create" …
struct Call
{
    std::string name;
    std::string id;
};

/// An EngineFacade in memory, for widget tests and screenshots only. Commands are recorded and
/// answered at once; a test sets the state it wants with put() and failNext().
class FakeEngine final : public engine::EngineFacade,
                         public engine::InstanceCommands,
                         public engine::ServerCommands,
                         public engine::ConnectionCommands,
                         public engine::EventCommands
{
    Q_OBJECT
public:
    explicit FakeEngine(QObject *parent = nullptr);

    engine::InstanceCommands &instanceCommands() override
    {
        return *this;
    }
    engine::ServerCommands &serverCommands() override
    {
        return *this;
    }
    engine::ConnectionCommands &connectionCommands() override
    {
        return *this;
    }
    engine::EventCommands &eventCommands() override
    {
        return *this;
    }
    FakeSecrets &secretCommands() override
    {
        return m_secrets;
    }
    FakeTools &toolCommands() override
    {
        return m_tools;
    }
    FakeCallers &clientCommands() override
    {
        return m_callers;
    }
    FakeCallers &callCommands() override
    {
        return m_callers;
    }
    std::vector<model::Client> clients() const override
    {
        return m_callers.clients();
    }
    std::vector<engine::InstanceSnapshot> instances() const override;
    std::vector<engine::ConnectionSnapshot> connections() const override
    {
        return m_connections;
    }
    std::vector<model::Server> servers() const override
    {
        return m_servers;
    }
    engine::SystemSnapshot system() const override
    {
        return m_system;
    }
    bool isReady() const override
    {
        return m_ready;
    }
    std::unique_ptr<engine::LogFollower> followLogs(const std::string &id, int tail,
                                                    bool masked) override;
    base::Json settings() const override
    {
        return m_settings;
    }
    QFuture<base::Status> changeSettings(base::Json patch) override;
    QFuture<base::Result<base::Secret>> managerToken() override;
    QFuture<base::Status> recheck() override;

    QFuture<base::Result<std::string>> create(model::InstanceDraft draft,
                                              std::vector<engine::SecretInput> secrets,
                                              bool start) override;
    QFuture<base::Status> update(std::string id, model::InstanceDraft draft,
                                 std::vector<engine::SecretInput> secrets) override;
    QFuture<base::Status> start(std::string id) override;
    QFuture<base::Status> stop(std::string id) override;
    QFuture<base::Status> restart(std::string id) override;
    QFuture<base::Status> remove(std::string id) override;
    QFuture<base::Status> removeServer(std::string id) override;
    QFuture<base::Status> cancelStart(std::string id) override;
    QFuture<base::Result<std::string>> save(model::Server server) override;
    QFuture<base::Result<std::string>> runEcho() override;

    QFuture<base::Result<std::string>> saveConnection(model::Connection connection,
                                                      engine::ConnectionSecrets secrets) override;
    QFuture<base::Status> removeConnection(std::string id) override;
    QFuture<base::Status> setConnectionEnabled(std::string id, bool enabled) override;
    QFuture<engine::ConnectionTestStep> testConnection(model::Connection connection,
                                                       engine::ConnectionSecrets secrets) override;
    QFuture<base::Result<std::string>> createRemote(std::string connectionId,
                                                    model::InstanceDraft draft) override;

    QFuture<base::Result<std::vector<engine::EventRecord>>> history(std::int64_t beforeSequence,
                                                                    int limit) override;
    QFuture<base::Result<engine::EventDetail>> detail(std::int64_t sequence) override;
    QFuture<base::Status> publish(std::string connectionId, std::string type,
                                  base::Json data) override;
    QFuture<base::Status> clearLog() override;
    QFuture<base::Result<int>> exportLog(std::string file,
                                         std::vector<std::int64_t> sequences) override;

    /// Says ready() when it was not before.
    void setReady();
    void failStart(const QString &message, const QString &details);
    /// Adds or changes, with the signal that belongs to it.
    void put(const engine::InstanceSnapshot &snapshot);
    void drop(const std::string &id);
    void setServers(std::vector<model::Server> servers);
    void setSystem(engine::SystemSnapshot system);
    void setConnections(std::vector<engine::ConnectionSnapshot> connections);
    /// What the next testConnection() answers.
    void setTestSteps(std::vector<engine::ConnectionTestStep> steps)
    {
        m_testSteps = std::move(steps);
    }
    /// Commands that answer with a status, and createRemote(), wait from now on until release().
    void hold()
    {
        m_holds = true;
    }
    /// Answers what waits, each with `status`, and whatever comes from now on at once.
    void release(const base::Status &status);
    /// testConnection() waits from now on until releaseTests().
    void holdTests()
    {
        m_holdsTests = true;
    }
    void releaseTests();
    /// Delivers one step of the tests that wait.
    void deliverTestStep(const engine::ConnectionTestStep &step);
    /// Adds to the log of events, oldest first, with the signal that belongs to it.
    void record(const std::vector<engine::EventDetail> &events);
    /// The next command answers this instead of succeeding.
    void failNext(base::Error error)
    {
        m_nextError = std::move(error);
    }
    /// Lines for every follower of that instance.
    void appendLog(const std::string &id, const std::vector<engine::LogLine> &lines);

    const std::vector<Call> &calls() const
    {
        return m_calls;
    }
    const std::vector<engine::SecretInput> &lastSecrets() const
    {
        return m_lastSecrets;
    }
    const model::Connection &lastConnection() const
    {
        return m_lastConnection;
    }
    const engine::ConnectionSecrets &lastConnectionSecrets() const
    {
        return m_lastConnectionSecrets;
    }
    const model::InstanceDraft &lastDraft() const
    {
        return m_lastDraft;
    }

private:
    QFuture<base::Status> answer(std::string name, std::string id);
    QFuture<base::Result<std::string>> answerId(std::string name, std::string id);

    std::map<std::string, engine::InstanceSnapshot> m_instances;
    std::vector<std::string> m_order;
    std::vector<model::Server> m_servers;
    std::vector<engine::ConnectionSnapshot> m_connections;
    std::vector<engine::ConnectionTestStep> m_testSteps;
    std::vector<engine::EventDetail> m_events; ///< oldest first
    engine::SystemSnapshot m_system;
    base::Json m_settings;
    bool m_ready = false;
    std::optional<base::Error> m_nextError;
    std::vector<Call> m_calls;
    std::vector<engine::SecretInput> m_lastSecrets;
    model::InstanceDraft m_lastDraft;
    model::Connection m_lastConnection;
    engine::ConnectionSecrets m_lastConnectionSecrets;
    bool m_holds = false;
    bool m_holdsTests = false;
    std::vector<std::shared_ptr<QPromise<base::Status>>> m_held;
    std::vector<std::shared_ptr<QPromise<base::Result<std::string>>>> m_heldIds;
    std::vector<std::shared_ptr<QPromise<engine::ConnectionTestStep>>> m_heldTests;
    std::multimap<std::string, QPointer<engine::LogFollower>> m_followers;
    std::map<std::string, std::vector<engine::LogLine>> m_logs;
    int m_nextId = 1;
    FakeSecrets m_secrets;
    FakeTools m_tools;
    FakeCallers m_callers;
};

/// Fills the engine with servers, instances in every state, logs and a system snapshot that look
/// like a working day. `now` is the time the data ends at.
void fillWithSample(FakeEngine &engine, base::Timestamp now);
/// A few minutes of events, of this machine and of the connection "c-staging"; fillWithSample() has
/// them.
void putEvents(FakeEngine &engine, base::Timestamp now);
engine::ConnectionSnapshot sampleConnection(const char *id, const char *name,
                                            model::ConnectionRole role);

} // namespace berth::test
