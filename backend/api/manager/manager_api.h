// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/manager/manager_server.h"
#include "engine/observer.h"
#include "engine/settings.h"

#include <memory>
#include <optional>
#include <string>

namespace berth::api {

/// How the command line wants the manager API, whatever the settings say.
struct ManagerApiOrder
{
    net::ListenAddress address;
    bool requireToken = true;
    base::Secret token; ///< empty: the one of the secret store
};

/// Starts and stops the manager API as the settings, or the command line, have it, and tells the
/// engine how it does. Confined to the engine's executor; not longer than the engine.
class ManagerApi final : public engine::Observer, public std::enable_shared_from_this<ManagerApi>
{
public:
    ManagerApi(net::asio::any_io_executor executor, engine::Engine &engine);
    ~ManagerApi() override;
    ManagerApi(const ManagerApi &) = delete;
    ManagerApi &operator=(const ManagerApi &) = delete;

    /// As ordered; the settings then have no say. The error says why it does not listen.
    net::Task<> start(ManagerApiOrder order);
    /// As the settings have it, now and whenever they change. What is wrong stands in the system's
    /// status.
    void followSettings();
    void stop();

    /// "http://127.0.0.1:8000"; empty while it does not listen.
    const std::string &address() const
    {
        return m_address;
    }

    void settingsChanged(const engine::Settings &settings) override;

private:
    net::asio::awaitable<void> apply(engine::ManagerApiSettings settings);
    net::Task<> open(ManagerApiOrder order);
    void close();
    void tell(const base::Status &opened);

    net::asio::any_io_executor m_executor;
    engine::Engine &m_engine;
    std::unique_ptr<ManagerServer> m_server;
    engine::ManagerApiSettings m_wanted;
    std::string m_address;
    int m_turn = 0; ///< counts changes: only the latest one may open
    bool m_follows = false;
};

} // namespace berth::api
