// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "runtime.h"

#include "engine/connection_desk.h"
#include "secrets/keychain_store.h"
#include "store/store.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include <future>

namespace berth::app {

namespace asio = net::asio;

using base::ErrorCode;
using base::Status;

namespace {

constexpr std::chrono::seconds stopDeadline{30};

} // namespace

Runtime::Runtime(base::Profile profile, std::filesystem::path dataDir,
                 std::optional<engine::Engine::AdHocConnection> attached, QObject *parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_dataDir(std::move(dataDir))
    , m_attached(std::move(attached))
    , m_thread("berth-engine")
{}

Runtime::~Runtime()
{
    stop();
}

void Runtime::start()
{
    if (Status locked = lock(); !locked) {
        Q_EMIT failed(QString::fromStdString(locked.error().message),
                      QString::fromStdString(locked.error().details));
        return;
    }
    secrets::StoreChooser::Parts stores;
    stores.executor = m_thread.executor();
    stores.keychain = std::make_unique<secrets::KeychainStore>(this);
    stores.encryptedFile = m_profile.dataDir() / "secrets.berth";
    m_secretStore = std::make_unique<secrets::StoreChooser>(std::move(stores));
    asio::co_spawn(m_thread.executor(), bringUp(), asio::detached);
}

Status Runtime::lock()
{
    m_lock = std::make_unique<QLockFile>(QString::fromStdString(m_profile.lockFile().string()));
    m_lock->setStaleLockTime(0); // a lock is stale when its process is gone, never by age
    if (!m_lock->tryLock()) {
        return base::fail(ErrorCode::AlreadyExists,
                          "Another Berth uses this profile already. Use that one, or give this one "
                          "a profile of its own with --profile DIR.");
    }
    return {};
}

asio::awaitable<void> Runtime::bringUp()
{
    const Status opened = co_await open();
    QMetaObject::invokeMethod(
        this,
        [this, opened] {
            if (opened) {
                guardContainers();
                Q_EMIT started();
            } else {
                Q_EMIT failed(QString::fromStdString(opened.error().message),
                              QString::fromStdString(opened.error().details));
            }
        },
        Qt::QueuedConnection);
}

void Runtime::guardContainers()
{
    m_guard = std::make_unique<FenceGuard>(m_profile.lockFile(), m_engine->ownerId());
    asio::post(m_thread.executor(), [guard = m_guard.get(), engine = m_engine] {
        engine->addObserver(guard);
        guard->connectionsChanged(engine->connectionDesk().connections());
    });
}

net::Task<> Runtime::open()
{
    auto store = store::Store::open(m_profile.database());
    if (!store) {
        co_return base::fail(store.error());
    }
    engine::Engine::Parts parts;
    parts.executor = m_thread.executor();
    parts.profile = m_profile;
    parts.dataDir = m_dataDir;
    parts.store = std::move(*store);
    parts.secretStore = std::move(m_secretStore);
    if (m_attached) {
        parts.connections.push_back(std::move(*m_attached));
    }
    auto engine = std::make_shared<engine::Engine>(std::move(parts));
    const Status begun = co_await engine->start();
    if (!begun) {
        co_return begun;
    }
    m_engine = std::move(engine); // from here on stop() ends it in order
    m_api = std::make_unique<api::ApiServer>(m_thread.executor(), *m_engine);
    const Status listening = m_api->listen(m_profile.apiSocket());
    if (!listening) {
        co_return listening;
    }
    m_engine->setApiSocket(m_profile.apiSocket().string());
    co_return co_await openManagerApi();
}

net::Task<> Runtime::openManagerApi()
{
    m_managerApi = std::make_shared<api::ManagerApi>(m_thread.executor(), *m_engine);
    if (m_managerOrder) {
        co_return co_await m_managerApi->start(*m_managerOrder);
    }
    m_managerApi->followSettings();
    co_return Status{};
}

void Runtime::runDemo()
{
    asio::co_spawn(
        m_thread.executor(),
        [this]() -> asio::awaitable<void> {
            m_demo = std::make_unique<Demo>(m_engine);
            co_await m_demo->run();
        },
        asio::detached);
}

void Runtime::runSandbox(const Sandbox &sandbox)
{
    asio::co_spawn(
        m_thread.executor(),
        [this, &sandbox]() -> asio::awaitable<void> {
            const auto ready = [this](const base::Secret &variables) {
                QMetaObject::invokeMethod(this,
                                          [this, variables] { Q_EMIT sandboxReady(variables); });
            };
            m_stage = std::make_unique<SandboxStage>(m_thread.executor(), m_engine, sandbox, ready);
            co_await m_stage->run();
        },
        asio::detached);
}

void startSandbox(Runtime &runtime, Sandbox &sandbox)
{
    // No container has been made yet; without the owner a later start could not remove any.
    if (Status noted = sandbox.noteOwner(runtime.engine()->ownerId()); !noted) {
        Q_EMIT runtime.failed(QString::fromStdString(noted.error().message), {});
        return;
    }
    sandbox.keepRedisUp();
    runtime.runSandbox(sandbox);
}

void Runtime::stop()
{
    if (m_engine) {
        auto ended = asio::co_spawn(
            m_thread.executor(),
            [this]() -> asio::awaitable<void> {
                m_demo.reset();
                m_stage.reset();
                if (m_managerApi) {
                    m_managerApi->stop();
                }
                m_api->stop();
                co_await m_engine->shutDown();
                if (m_guard) {
                    m_engine->removeObserver(m_guard.get());
                }
            },
            asio::use_future);
        ended.wait_for(stopDeadline);
    }
    m_thread.stop();
    m_guard.reset(); // what ran under leases has been handed over
    m_managerApi.reset();
    m_api.reset();
    m_engine.reset();
    m_lock.reset();
}

} // namespace berth::app
