// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// GET /v1/events: every domain event as it is published, as server-sent events.
class EventsResource
{
public:
    EventsResource(net::asio::any_io_executor executor, engine::Engine &engine);

    void addTo(Router &router);

private:
    net::asio::awaitable<Router::Reply> stream(Call &call);

    net::asio::any_io_executor m_executor;
    engine::Engine &m_engine;
};

} // namespace berth::api
