// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// /v1/clients: who may call the gateway. A token is in the answer that makes it, and nowhere else.
class ClientsResource
{
public:
    explicit ClientsResource(engine::Engine &engine);
    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply list(Call &call);
    Reply create(Call &call);
    Reply change(Call &call);
    Reply revoke(Call &call);
    Reply remove(Call &call);

    engine::Engine &m_engine;
};

} // namespace berth::api
