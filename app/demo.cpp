// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "demo.h"

#include <iostream>

namespace berth::app {

using model::InstanceState;

namespace {

void tellAddress(const std::string &address)
{
    std::cout << "\nThe echo server answers at " << address << "\nTry it:\n  curl -s " << address
              << " -H 'Content-Type: application/json' \\\n"
                 "    -H 'Accept: application/json, text/event-stream' \\\n"
                 "    -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
                 "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                 "\"clientInfo\":{\"name\":\"curl\",\"version\":\"1\"}}}'\n"
              << std::endl;
}

} // namespace

Demo::Demo(std::shared_ptr<engine::Engine> engine)
    : m_engine(std::move(engine))
{
    m_engine->addObserver(this);
}

Demo::~Demo()
{
    m_engine->removeObserver(this);
}

net::asio::awaitable<void> Demo::run()
{
    auto id = co_await m_engine->runEcho();
    if (!id) {
        std::cerr << "berth: " << id.error().message << std::endl;
        co_return;
    }
    m_instanceId = *id;
    if (const auto view = m_engine->instance(m_instanceId)) {
        instanceChanged(*view);
    }
}

void Demo::instanceChanged(const engine::InstanceSnapshot &view)
{
    if (m_told || view.instance.id != m_instanceId) {
        return;
    }
    if (view.instance.state == InstanceState::Running) {
        m_told = true;
        tellAddress(view.address);
    } else if (view.instance.state == InstanceState::Failed) {
        m_told = true;
        std::cerr << "berth: the echo server did not start. " << view.instance.reason << std::endl;
    }
}

} // namespace berth::app
