// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/sandbox_stage.h"

#include "base/ids.h"
#include "engine/connection_desk.h"
#include "events/envelope.h"
#include "redis/redis_connection.h"
#include "redis/redis_url.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <iostream>

namespace berth::app {

namespace asio = net::asio;

using engine::ConnectionState;
using model::InstanceState;

namespace {

constexpr const char *urlInstanceName = "echo by url";

} // namespace

SandboxStage::SandboxStage(asio::any_io_executor executor, std::shared_ptr<engine::Engine> engine,
                           const Sandbox &sandbox, Ready ready)
    : m_executor(std::move(executor))
    , m_engine(std::move(engine))
    , m_sandbox(sandbox)
    , m_ready(std::move(ready))
{
    m_engine->addObserver(this);
}

SandboxStage::~SandboxStage()
{
    m_engine->removeObserver(this);
}

asio::awaitable<void> SandboxStage::run()
{
    auto id = co_await m_engine->runEcho();
    if (!id) {
        std::cerr << "berth: " << id.error().message << std::endl;
        tell();
        co_return;
    }
    m_echoId = *id;
    goOn();
}

void SandboxStage::instanceChanged(const engine::InstanceSnapshot &)
{
    goOn();
}

void SandboxStage::connectionsChanged(const std::vector<engine::ConnectionSnapshot> &)
{
    goOn();
}

void SandboxStage::goOn()
{
    const auto echo = m_engine->instance(m_echoId);
    if (m_told || !echo) {
        return;
    }
    const auto all = m_engine->instances();
    const auto byUrl = std::find_if(all.begin(), all.end(), [](const auto &view) {
        return view.instance.name == urlInstanceName;
    });
    const InstanceState state = echo->instance.state;
    if (state == InstanceState::Failed || state == InstanceState::Backoff) {
        std::cerr << "berth: the echo server did not start. " << echo->instance.reason << std::endl;
        tell();
    } else if (byUrl != all.end()) {
        if (byUrl->instance.state == InstanceState::Running) {
            tell();
        }
    } else if (state == InstanceState::Running && !m_asked) {
        const auto connections = m_engine->connectionDesk().connections();
        // Pub/Sub forgets what nobody hears, so the manager has to listen first.
        m_asked = std::any_of(connections.begin(), connections.end(), [](const auto &view) {
            return view.state == ConnectionState::Connected;
        });
        if (m_asked) {
            asio::co_spawn(m_executor, publish(echo->address),
                           [](const std::exception_ptr &, const base::Status &published) {
                               if (!published) {
                                   std::cerr << "berth: " << published.error().message << std::endl;
                               }
                           });
        }
    }
}

net::Task<> SandboxStage::publish(std::string endpoint)
{
    redis::ConnectOptions options;
    auto address = redis::parseRedisUrl(m_sandbox.redisUrl().expose());
    if (!address) {
        co_return base::fail(address.error());
    }
    options.address = std::move(*address);
    auto connection = co_await redis::RedisConnection::open(m_executor, std::move(options));
    if (!connection) {
        co_return base::fail(connection.error());
    }
    model::DomainEvent event;
    event.eventId = base::newUuid();
    event.type = model::event::instanceCreated;
    event.time = base::SystemClock().now();
    event.data = {{"instance_id", base::newUuid()},
                  {"name", urlInstanceName},
                  {"json_spec", {{"type", "url"}, {"endpoint", endpoint}}}};
    redis::Command command{"PUBLISH", event.type, events::writeDoubleEncoded(event)};
    auto sent = co_await (*connection)->command(std::move(command));
    if (!sent) {
        co_return base::fail(sent.error());
    }
    co_return base::Status{};
}

/// The passwords are what the person asked for; they go to standard output and to whoever shows
/// them, and nowhere else.
void SandboxStage::tell()
{
    m_told = true;
    const base::Secret variables = m_sandbox.variables(m_engine->system());
    std::cout << variables.expose() << std::flush;
    m_ready(variables);
}

} // namespace berth::app
