// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

#include <chrono>
#include <string>

namespace berth::api {

/// "1h2m3s", as the original manager writes it.
std::string uptimeText(std::chrono::seconds uptime);

/// GET /health: how Berth and what it depends on are doing.
class HealthResource
{
public:
    explicit HealthResource(engine::Engine &engine);

    void addTo(Router &router);

private:
    net::asio::awaitable<Router::Reply> get(Call &call);

    engine::Engine &m_engine;
    std::chrono::steady_clock::time_point m_startedAt = std::chrono::steady_clock::now();
};

} // namespace berth::api
