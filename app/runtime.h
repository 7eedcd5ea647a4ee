// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/api_server.h"
#include "api/manager/manager_api.h"
#include "base/profile.h"
#include "demo.h"
#include "engine/engine.h"
#include "fence/fence_guard.h"
#include "net/io_thread.h"
#include "sandbox/sandbox_stage.h"

#include <QLockFile>
#include <QObject>

#include <memory>
#include <optional>

namespace berth::app {

/// The composition root of everything without a window: one engine with its thread, store,
/// keychain and control API. Lives on the main thread.
class Runtime final : public QObject
{
    Q_OBJECT
public:
    /// `attached`: a connection of this process only.
    Runtime(base::Profile profile, std::filesystem::path dataDir,
            std::optional<engine::Engine::AdHocConnection> attached = {},
            QObject *parent = nullptr);
    /// Ends the engine in order.
    ~Runtime() override;

    /// The manager API as the command line has it; before start(). Else the settings decide.
    void orderManagerApi(api::ManagerApiOrder order)
    {
        m_managerOrder = std::move(order);
    }
    /// Returns at once; started() or failed() follows.
    void start();
    void stop();
    /// Runs the echo server that comes with Berth; after started().
    void runDemo();
    /// Fills the sandbox, which outlives this; after started().
    void runSandbox(const Sandbox &sandbox);

    std::shared_ptr<engine::Engine> engine() const
    {
        return m_engine;
    }
    net::asio::any_io_executor executor() const
    {
        return m_thread.executor();
    }

Q_SIGNALS:
    void started();
    void failed(const QString &message, const QString &details);
    /// With what a platform needs to use the sandbox, as lines for a shell.
    void sandboxReady(const base::Secret &variables);

private:
    net::asio::awaitable<void> bringUp();
    net::Task<> open();
    net::Task<> openManagerApi();
    base::Status lock();
    void guardContainers();

    base::Profile m_profile;
    std::filesystem::path m_dataDir;
    std::optional<engine::Engine::AdHocConnection> m_attached;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<secrets::StoreChooser>
        m_secretStore; ///< made on this thread, used on the engine's
    std::shared_ptr<engine::Engine> m_engine;
    std::unique_ptr<api::ApiServer> m_api;
    std::optional<api::ManagerApiOrder> m_managerOrder;
    std::shared_ptr<api::ManagerApi> m_managerApi;
    std::unique_ptr<Demo> m_demo;
    std::unique_ptr<FenceGuard> m_guard;
    std::unique_ptr<SandboxStage> m_stage;
    net::IoThread m_thread; ///< last: ends before what runs on it
};

/// What is the same with and without a window, once the engine is up.
void startSandbox(Runtime &runtime, Sandbox &sandbox);

} // namespace berth::app
