// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// What can be done with one instance, and what can be asked of it: start, stop, restart, tools,
/// environment, logs, health (contract section 1.3 and Berth's own).
class InstanceActions
{
public:
    InstanceActions(net::asio::any_io_executor executor, engine::Engine &engine);

    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply start(Call &call);
    Reply stop(Call &call);
    Reply restart(Call &call);
    Reply tools(Call &call);
    Reply discoverTools(Call &call);
    Reply environment(Call &call);
    Reply logs(Call &call);
    Reply health(Call &call);

    net::asio::any_io_executor m_executor;
    engine::Engine &m_engine;
};

} // namespace berth::api
