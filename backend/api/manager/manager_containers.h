// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// /containers: the same instances, as far as they are containers, keyed by service name.
class ManagerContainers
{
public:
    explicit ManagerContainers(engine::Engine &engine);

    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply list(Call &call);
    Reply create(Call &call);
    Reply validate(Call &call);
    Reply get(Call &call);
    Reply remove(Call &call);

    bool isTaken(const std::string &name) const;

    engine::Engine &m_engine;
};

} // namespace berth::api
