// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_api.h"

#include "log/log.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace berth::api {

using base::Status;
using engine::ComponentState;

ManagerApi::ManagerApi(net::asio::any_io_executor executor, engine::Engine &engine)
    : m_executor(std::move(executor))
    , m_engine(engine)
{}

ManagerApi::~ManagerApi()
{
    stop();
}

net::Task<> ManagerApi::start(ManagerApiOrder order)
{
    ++m_turn;
    Status opened = co_await open(std::move(order));
    tell(opened);
    co_return opened;
}

void ManagerApi::followSettings()
{
    m_follows = true;
    m_engine.addObserver(this);
    settingsChanged(m_engine.settings());
}

void ManagerApi::stop()
{
    if (std::exchange(m_follows, false)) {
        m_engine.removeObserver(this);
    }
    ++m_turn;
    close();
}

void ManagerApi::settingsChanged(const engine::Settings &settings)
{
    // After a failure every change is a new attempt: the port may be free now.
    const bool isSettled = m_server || !m_wanted.enabled;
    if (settings.managerApi == m_wanted && isSettled) {
        return;
    }
    m_wanted = settings.managerApi;
    net::asio::co_spawn(
        m_executor, [self = shared_from_this(), wanted = m_wanted] { return self->apply(wanted); },
        net::asio::detached);
}

net::asio::awaitable<void> ManagerApi::apply(engine::ManagerApiSettings settings)
{
    ++m_turn;
    close();
    if (!settings.enabled) {
        m_engine.setManagerApi({});
        co_return;
    }
    ManagerApiOrder order;
    order.requireToken = settings.requireToken;
    const auto address = net::parseListenAddress(settings.address);
    if (!address) {
        tell(base::fail(address.error()));
        co_return;
    }
    order.address = *address;
    const int turn = m_turn;
    const Status opened = co_await open(std::move(order));
    if (turn == m_turn) {
        tell(opened);
    }
}

/// The secret store may take its time; what was wanted meanwhile goes first.
net::Task<> ManagerApi::open(ManagerApiOrder order)
{
    const int turn = m_turn;
    std::optional<base::Secret> token;
    if (order.requireToken) {
        token = std::move(order.token);
        if (token->empty()) {
            auto kept = co_await m_engine.managerToken();
            if (!kept) {
                co_return base::fail(kept.error());
            }
            token = std::move(*kept);
        }
    }
    if (turn != m_turn) {
        co_return Status{};
    }
    auto server = std::make_unique<ManagerServer>(m_executor, m_engine);
    auto bound = server->listen(order.address, std::move(token));
    if (!bound) {
        co_return base::fail(bound.error());
    }
    m_server = std::move(server);
    m_address = "http://" + bound->text();
    co_return Status{};
}

void ManagerApi::close()
{
    if (m_server) {
        m_server->stop();
        m_server.reset();
    }
    m_address.clear();
}

void ManagerApi::tell(const Status &opened)
{
    engine::ComponentStatus status;
    status.state = opened ? ComponentState::Ok : ComponentState::Unavailable;
    status.summary = m_address;
    if (!opened) {
        status.problem = opened.error().message;
        log::logger("api")->warn("the manager API does not listen: {}", opened.error().message);
    }
    m_engine.setManagerApi(std::move(status));
}

} // namespace berth::api
