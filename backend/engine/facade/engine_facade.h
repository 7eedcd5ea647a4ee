// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/callers.h"
#include "engine/facade/connections.h"
#include "engine/facade/event_monitor.h"
#include "engine/facade/secrets.h"
#include "engine/facade/snapshots.h"
#include "engine/facade/tool_calls.h"
#include "model/validation.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace berth::engine {

/// What may be asked of instances. Every call returns at once; the future ends on any thread, so
/// continue with `.then(context, …)`. Cancelling a future cancels the work where that makes sense
/// (a pull, a start).
class InstanceCommands
{
public:
    virtual ~InstanceCommands() = default;

    /// Makes the instance and, with `start`, sets it going. Secrets are stored first; when that
    /// fails nothing is made. The future ends when the instance is stored, not when it runs.
    virtual QFuture<base::Result<std::string>>
    create(model::InstanceDraft draft, std::vector<SecretInput> secrets, bool start) = 0;
    virtual QFuture<base::Status> update(std::string id, model::InstanceDraft draft,
                                         std::vector<SecretInput> secrets) = 0;
    virtual QFuture<base::Status> start(std::string id) = 0;
    virtual QFuture<base::Status> stop(std::string id) = 0;
    virtual QFuture<base::Status> restart(std::string id) = 0;
    virtual QFuture<base::Status> remove(std::string id) = 0;
    /// Gives up a pull or start in progress; the instance ends up stopped.
    virtual QFuture<base::Status> cancelStart(std::string id) = 0;
};

class ServerCommands
{
public:
    virtual ~ServerCommands() = default;

    /// Empty id: a new one is made and returned.
    virtual QFuture<base::Result<std::string>> save(model::Server server) = 0;
    virtual QFuture<base::Status> removeServer(std::string id) = 0;
    /// Adds the echo server that comes with Berth (image and definition) and runs an instance.
    virtual QFuture<base::Result<std::string>> runEcho() = 0;
};

/// Follows the log of one instance until it is destroyed. Lines arrive in batches.
class LogFollower : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
Q_SIGNALS:
    void linesArrived(const std::vector<berth::engine::LogLine> &lines);
    /// The container ended or was replaced; following goes on with the next one.
    void restarted();
    void failed(const QString &message);
};

/// The engine as the window sees it. Lives on the GUI thread; signals arrive there, coalesced to
/// about ten a second.
class EngineFacade : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual InstanceCommands &instanceCommands() = 0;
    virtual ServerCommands &serverCommands() = 0;
    virtual ConnectionCommands &connectionCommands() = 0;
    virtual EventCommands &eventCommands() = 0;
    virtual SecretCommands &secretCommands() = 0;
    virtual ToolCommands &toolCommands() = 0;
    virtual ClientCommands &clientCommands() = 0;
    virtual CallCommands &callCommands() = 0;

    /// Latest known state; empty until ready() was emitted.
    virtual std::vector<InstanceSnapshot> instances() const = 0;
    virtual std::vector<model::Server> servers() const = 0;
    /// In the order in which they were made.
    virtual std::vector<ConnectionSnapshot> connections() const = 0;
    /// Clients of the gateway, in the order in which they were made, revoked ones too.
    virtual std::vector<model::Client> clients() const = 0;
    virtual SystemSnapshot system() const = 0;
    virtual bool isReady() const = 0;

    /// `tail`: how many past lines to begin with. `masked`: known secret values do not show.
    virtual std::unique_ptr<LogFollower> followLogs(const std::string &instanceId, int tail,
                                                    bool masked) = 0;

    /// Settings as they are stored (see docs/settings in the user guide).
    virtual base::Json settings() const = 0;
    virtual QFuture<base::Status> changeSettings(base::Json patch) = 0;
    /// The token of the manager API, for the clipboard; made when there is none yet.
    virtual QFuture<base::Result<base::Secret>> managerToken() = 0;
    /// Looks again for Podman, keychain and a free gateway port.
    virtual QFuture<base::Status> recheck() = 0;

Q_SIGNALS:
    void ready();
    void instanceAdded(const berth::engine::InstanceSnapshot &instance);
    void instanceChanged(const berth::engine::InstanceSnapshot &instance);
    void instanceRemoved(const QString &id);
    void serversChanged();
    void connectionsChanged();
    /// Oldest first, in batches.
    void eventsRecorded(const std::vector<berth::engine::EventRecord> &records);
    /// The log was cleared, or grew faster than it could be told: history() has what there is.
    void eventsReset();
    void clientsChanged();
    /// Calls through the gateway that ended, oldest first, in batches.
    void callsRecorded(const std::vector<berth::engine::CallRecord> &calls);
    /// The history of calls was cleared, or grew faster than it could be told.
    void callsReset();
    void systemChanged(const berth::engine::SystemSnapshot &system);
    /// By whomever; settings() has them.
    void settingsChanged();
    /// The engine could not start at all (damaged database, second engine).
    void startFailed(const QString &message, const QString &details);
};

} // namespace berth::engine

Q_DECLARE_METATYPE(std::vector<berth::engine::LogLine>)
