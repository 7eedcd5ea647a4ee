// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/profile.h"
#include "engine/event_desk.h"
#include "engine/observer.h"
#include "engine/secret_desk.h"
#include "engine/server_templates.h"
#include "engine/settings.h"
#include "events/event_bus.h"
#include "model/connection.h"
#include "net/endpoint.h"
#include "secrets/store_chooser.h"
#include "store/store.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::engine {

class CallerDesk;
class ConnectionDesk;
class GroupDesk;

/// Berth's engine: everything that happens without a window. Confined to one executor; the
/// window reaches it through EngineFacadeAdapter, other processes through the control API.
class Engine
{
public:
    struct AdHocConnection
    {
        model::Connection connection;
        base::Secret password;
        base::Secret platformToken;
    };

    struct Parts
    {
        net::asio::any_io_executor executor;
        base::Profile profile;
        std::filesystem::path dataDir; ///< what comes with Berth: berth-echo.tar, templates
        std::unique_ptr<store::Store> store;
        std::unique_ptr<secrets::StoreChooser> secretStore;
        std::vector<AdHocConnection> connections; ///< of the command line, not stored
    };

    explicit Engine(Parts parts);
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    /// Loads what is stored, opens the gateway and sets everything going. Does not wait for Podman.
    net::Task<> start();
    /// Ends everything in order; containers go on unless the settings say otherwise.
    net::asio::awaitable<void> shutDown();

    /// Empty `id`: it gets one of its own. AlreadyExists when there is one of that id.
    net::Task<std::string> createInstance(model::InstanceDraft draft,
                                          std::vector<SecretInput> secrets, bool start,
                                          std::string id = {});
    net::Task<> updateInstance(std::string id, model::InstanceDraft draft,
                               std::vector<SecretInput> secrets);
    /// Ends when the wish is stored; the state follows. What runs elsewhere is commanded by events:
    /// then it ends with a manager's answer.
    net::Task<> startInstance(std::string id);
    net::Task<> stopInstance(std::string id);
    net::Task<> restartInstance(std::string id);
    net::Task<> removeInstance(std::string id);
    std::vector<InstanceSnapshot> instances() const;
    std::optional<InstanceSnapshot> instance(const std::string &id) const;
    /// Asks a running instance for its health now; its snapshot then holds the answer.
    net::Task<> checkHealth(std::string id);
    /// Whether the image is on this machine; Unavailable while Podman is not at hand.
    net::Task<bool> imageExists(std::string reference);
    /// Lines of the instance's present container; with `follow` until it ends or on cancellation.
    /// Secret values are masked unless a person at the window wants to see them. Conflict while
    /// there is no container.
    net::Task<> followLogs(std::string id, int tail, bool follow,
                           std::function<void(const LogLine &)> onLine, bool masked = true);

    const std::vector<model::Server> &servers() const;
    const base::Result<ServerTemplates> &templates() const;
    net::Task<std::string> saveServer(model::Server server);
    net::Task<> removeServer(std::string id);
    /// Makes sure of the echo server's definition and runs an instance; returns the instance's id.
    net::Task<std::string> runEcho();

    /// Names, states and the store of secrets; see SecretDesk. Never a value out.
    SecretDesk &secretDesk();

    ConnectionDesk &connectionDesk();
    /// Several instances behind one address.
    GroupDesk &groupDesk();
    /// The log of events: what connections hear and send is told to it.
    EventLog &eventLog();
    EventDesk &eventDesk();
    /// The gateway's clients and the history of calls.
    CallerDesk &callerDesk();
    /// The token of the manager API, made when there is none yet.
    net::Task<base::Secret> managerToken();

    /// What Berth's own calls through the gateway send as their Bearer token.
    base::Secret ownToken() const;
    /// Where they go, whatever names the gateway's address has for others.
    struct OwnGateway
    {
        net::Endpoint endpoint;
        std::string fingerprint; ///< SHA-256 of its certificate; empty: no TLS
    };
    /// Nothing while the gateway does not listen.
    std::optional<OwnGateway> ownGateway() const;

    /// Whose containers are those of this profile: the value of their label io.berth.owner.
    const std::string &ownerId() const;

    SystemSnapshot system() const;
    net::Task<> recheck();
    const Settings &settings() const;
    net::Task<> changeSettings(base::Json patch);

    /// Where the events of this machine are published; on the engine's executor.
    events::EventBus &eventBus();
    void addObserver(Observer *observer);
    void removeObserver(Observer *observer);
    /// CPU and memory figures are only gathered while somebody looks.
    void setUsageWanted(bool wanted);
    /// Where the control API listens, for display.
    void setApiSocket(std::string path);
    /// How the manager API does, for display.
    void setManagerApi(ComponentStatus status);

private:
    class Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace berth::engine
