// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// /v1/calls: what went through the gateway. What was said is there only where it was recorded,
/// secrets masked.
class CallsResource
{
public:
    CallsResource(net::asio::any_io_executor executor, engine::Engine &engine);
    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply list(Call &call);
    Reply detail(Call &call);
    Reply clear(Call &call);
    /// Server-sent events: every call once it reached the history.
    Reply stream(Call &call);

    net::asio::any_io_executor m_executor;
    engine::Engine &m_engine;
};

} // namespace berth::api
