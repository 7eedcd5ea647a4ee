// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// The health of instances and containers. The verdict is Berth's own, by MCP.
class ManagerHealth
{
public:
    explicit ManagerHealth(engine::Engine &engine);

    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply instances(Call &call);
    Reply instance(Call &call);
    Reply askInstance(Call &call);
    Reply instanceDetails(Call &call);
    Reply containers(Call &call);
    Reply container(Call &call);
    Reply askContainer(Call &call);
    Reply containerDetails(Call &call);

    /// Asks the server itself before it answers.
    net::asio::awaitable<tl::expected<engine::InstanceSnapshot, net::HttpResponse>>
    askNow(std::string wanted);

    engine::Engine &m_engine;
};

} // namespace berth::api
