// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// /instances: what this manager runs, keyed by id.
class ManagerInstances
{
public:
    explicit ManagerInstances(engine::Engine &engine);

    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply list(Call &call);
    Reply create(Call &call);
    Reply validate(Call &call);
    Reply get(Call &call);
    Reply change(Call &call);
    Reply remove(Call &call);

    engine::Engine &m_engine;
};

} // namespace berth::api
