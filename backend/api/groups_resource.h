// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// /v1/groups: several instances behind one address. "all" is always there and cannot be changed.
class GroupsResource
{
public:
    explicit GroupsResource(engine::Engine &engine);
    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply list(Call &call);
    Reply show(Call &call);
    Reply create(Call &call);
    Reply change(Call &call);
    Reply remove(Call &call);

    engine::Engine &m_engine;
};

} // namespace berth::api
