// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/facade/snapshots.h"
#include "engine/mcp_probe.h"
#include "engine/retry_policy.h"
#include "engine/secret_keeper.h"
#include "engine/start_slots.h"
#include "engine/wake_signal.h"
#include "providers/provider.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace berth::engine {

/// What a worker needs of the engine around it.
struct WorkerServices
{
    net::asio::any_io_executor executor;
    const base::Clock *clock = nullptr;
    SecretKeeper *secrets = nullptr;
    std::shared_ptr<StartSlots> slots;
    std::function<providers::Provider &(const model::JsonSpec &)> providerFor;
    /// The last lines of a container's log, for the details of a failure; secrets masked.
    std::function<net::asio::awaitable<std::string>(std::string containerId,
                                                    secrets::ResolvedValues)>
        logTail;
    /// The view changed; `stateChanged` when the stored state did too.
    std::function<void(const InstanceSnapshot &, bool stateChanged)> changed;
    /// The instance and all that belonged to it are gone.
    std::function<net::Task<>(const InstanceSnapshot &)> deleted;
};

/// Works one instance from what is to what is wanted (design section 5): one operation at a
/// time, each idempotent, each broken off when the person changes their mind.
/// Confined to the engine's executor.
class InstanceWorker : public std::enable_shared_from_this<InstanceWorker>
{
public:
    /// `mayHaveLeftovers`: something of the instance may exist already, so look before starting.
    InstanceWorker(WorkerServices services, InstanceSnapshot view, bool mayHaveLeftovers);

    /// Runs until the instance is deleted or the coroutine is cancelled.
    net::asio::awaitable<void> run();

    const InstanceSnapshot &view() const
    {
        return m_view;
    }
    /// How it is reached now; empty while it does not run.
    const std::optional<providers::Running> &running() const
    {
        return m_running;
    }

    /// Does nothing, apart from a deletion, until release(): who may run it is not known yet.
    void hold();
    /// Ends the instance here and keeps it so until release(); what is wanted stays wanted.
    void standBy(std::string reason);
    void release();
    /// Ends when standBy() has come about.
    net::asio::awaitable<void> standingBy();
    void setDesired(model::DesiredState desired);
    void restart();
    /// New configuration; a running instance is replaced when the container has to be another.
    void reconfigure(model::Instance instance, std::string serverName);
    void setAddress(std::string address);
    void setUsage(const Usage &usage);
    void setBackEnds(const BackEndUse &use);
    /// Asks for its health at once instead of after the interval; while it runs.
    void checkNow()
    {
        m_checkNow.notify();
    }
    /// Podman said something about a container of this instance.
    void containerChanged();
    /// Podman can be asked again, and may have lost words in between.
    void podmanCameBack();
    /// What the present container was given, to be masked in whatever it says.
    const secrets::ResolvedValues &secrets() const
    {
        return m_secrets;
    }

private:
    net::asio::awaitable<void> keepOnHold();
    net::asio::awaitable<void> keepStopped();
    net::asio::awaitable<bool> removeEverything();
    net::Task<> stopAll();
    void beginStopping();
    net::asio::awaitable<void> keepRunning();

    net::Task<providers::Running> bringUp();
    net::asio::awaitable<base::Error> withLog(base::Error error, std::string containerId);
    net::Task<providers::Running> adoptOrStart(const secrets::ResolvedValues &secrets);
    net::Task<> waitUntilReady(const providers::Running &running);
    net::Task<> becomeReady(const providers::Running &running, McpProbe &probe);
    net::asio::awaitable<void> supervise(providers::Running running);
    net::asio::awaitable<void> checkHealth(const providers::Running &running);
    net::asio::awaitable<void> endOf(const providers::Running &running);
    net::asio::awaitable<void> handleEnd(const providers::Running &running);
    net::asio::awaitable<void> handleFailure(base::Error error);
    net::asio::awaitable<void> pause(std::chrono::milliseconds duration);

    void command();
    std::string masked(std::string text) const;
    providers::Provider &provider() const;
    std::chrono::milliseconds startupTimeout() const;
    const model::HealthCheck &healthCheck() const;
    void setState(model::InstanceState state, std::string reason = {}, std::string details = {});
    void showProgress(const providers::StartProgress &progress);
    void showObstacle(const base::Error &error);
    void recordHealth(const base::Result<std::chrono::microseconds> &answer);
    void forgetRunning();
    void publish(bool stateChanged);

    WorkerServices m_services;
    InstanceSnapshot m_view;
    std::optional<providers::Running> m_running;
    std::unique_ptr<McpProbe> m_probe;
    secrets::ResolvedValues m_secrets; ///< as long as there is a container or its log
    RetryPolicy m_retry;
    WakeSignal m_command;   ///< the person wants something else
    WakeSignal m_lookAgain; ///< the container may have changed
    WakeSignal m_podmanBack;
    WakeSignal m_checkNow;  ///< somebody asks how it is
    bool m_replace = false; ///< restart or new configuration: stop before going on
    bool m_gaveUp = false;
    bool m_isOnHold = false;
    std::optional<std::string> m_standByReason; ///< on hold, and nothing of it may run here
    WakeSignal m_standsBy;
    bool m_mayHaveLeftovers;
    int m_failedChecks = 0;
};

} // namespace berth::engine
