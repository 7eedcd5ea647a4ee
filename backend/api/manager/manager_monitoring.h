// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

#include <chrono>

namespace berth::api {

/// The manager as a whole: /, /health, /monitoring/status and /monitoring/health-summary.
class ManagerMonitoring
{
public:
    explicit ManagerMonitoring(engine::Engine &engine);

    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply page(Call &call);
    Reply health(Call &call);
    Reply status(Call &call);
    Reply summary(Call &call);

    base::Json counts(bool withDetails) const;
    std::string uptime() const;

    engine::Engine &m_engine;
    std::chrono::steady_clock::time_point m_startedAt = std::chrono::steady_clock::now();
};

} // namespace berth::api
