// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/caller_adapter.h"
#include "engine/connection_adapter.h"
#include "engine/engine_link.h"
#include "engine/event_adapter.h"
#include "engine/facade/engine_facade.h"
#include "engine/group_adapter.h"
#include "engine/secret_adapter.h"
#include "engine/tool_adapter.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>
#include <memory>
#include <string>

namespace berth::engine {

class Mailbox;

/// The facade over a real engine on its own thread. Lives on the GUI thread; until attach() it
/// answers every command with Unavailable.
class EngineFacadeAdapter final : public EngineFacade,
                                  private InstanceCommands,
                                  private ServerCommands
{
    Q_OBJECT
public:
    explicit EngineFacadeAdapter(QObject *parent = nullptr);
    ~EngineFacadeAdapter() override;

    /// The engine has started. Called on the GUI thread.
    void attach(std::shared_ptr<Engine> engine, net::asio::any_io_executor executor);
    /// Lets go of the engine before it ends.
    void detach();

    InstanceCommands &instanceCommands() override
    {
        return *this;
    }
    ServerCommands &serverCommands() override
    {
        return *this;
    }
    ConnectionCommands &connectionCommands() override
    {
        return m_connectionCommands;
    }
    EventCommands &eventCommands() override
    {
        return m_eventCommands;
    }
    SecretCommands &secretCommands() override
    {
        return m_secretCommands;
    }
    ToolCommands &toolCommands() override
    {
        return m_toolCommands;
    }
    ClientCommands &clientCommands() override
    {
        return m_callerCommands;
    }
    CallCommands &callCommands() override
    {
        return m_callerCommands;
    }
    GroupCommands &groupCommands()
    {
        return m_groupCommands;
    }
    std::vector<InstanceSnapshot> instances() const override;
    std::vector<ConnectionSnapshot> connections() const override
    {
        return m_connections;
    }
    std::vector<model::Client> clients() const override
    {
        return m_clients;
    }
    std::vector<model::Server> servers() const override
    {
        return m_servers;
    }
    SystemSnapshot system() const override
    {
        return m_system;
    }
    bool isReady() const override
    {
        return m_ready;
    }
    std::unique_ptr<LogFollower> followLogs(const std::string &instanceId, int tail,
                                            bool masked) override;
    base::Json settings() const override
    {
        return m_settings;
    }
    QFuture<base::Status> changeSettings(base::Json patch) override;
    QFuture<base::Result<base::Secret>> managerToken() override;
    QFuture<base::Status> recheck() override;

private:
    QFuture<base::Result<std::string>>
    create(model::InstanceDraft draft, std::vector<SecretInput> secrets, bool start) override;
    QFuture<base::Status> update(std::string id, model::InstanceDraft draft,
                                 std::vector<SecretInput> secrets) override;
    QFuture<base::Status> start(std::string id) override;
    QFuture<base::Status> stop(std::string id) override;
    QFuture<base::Status> restart(std::string id) override;
    QFuture<base::Status> remove(std::string id) override;
    QFuture<base::Status> cancelStart(std::string id) override;
    QFuture<base::Result<std::string>> save(model::Server server) override;
    QFuture<base::Status> removeServer(std::string id) override;
    QFuture<base::Result<std::string>> runEcho() override;

    void mailArrived();
    void deliver();
    void deliverCalls(const std::vector<CallRecord> &calls, bool reset);

    EngineLink m_link;
    ConnectionAdapter m_connectionCommands{m_link};
    EventAdapter m_eventCommands{m_link};
    SecretAdapter m_secretCommands{m_link};
    ToolAdapter m_toolCommands{m_link};
    CallerAdapter m_callerCommands{m_link};
    GroupAdapter m_groupCommands{m_link};
    std::shared_ptr<Mailbox> m_mailbox;
    QTimer m_deliverLater;
    QElapsedTimer m_lastDelivery;
    std::map<std::string, InstanceSnapshot> m_instances;
    std::vector<model::Server> m_servers;
    std::vector<ConnectionSnapshot> m_connections;
    std::vector<model::Client> m_clients;
    SystemSnapshot m_system;
    base::Json m_settings = base::Json::object();
    bool m_ready = false;
};

} // namespace berth::engine
