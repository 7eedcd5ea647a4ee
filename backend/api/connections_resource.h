// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// A connection as clients of the API see it; never with a secret.
base::Json connectionJson(const engine::ConnectionSnapshot &view);

/// /v1/connections: the Redis that this Berth is attached to. Passwords and tokens only go in.
class ConnectionsResource
{
public:
    explicit ConnectionsResource(engine::Engine &engine);
    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply list(Call &call);
    Reply create(Call &call);
    Reply change(Call &call);
    Reply remove(Call &call);
    Reply test(Call &call);

    engine::Engine &m_engine;
};

} // namespace berth::api
