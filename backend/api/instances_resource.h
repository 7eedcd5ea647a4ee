// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// /v1/mcp-server-instances: the instances themselves (contract section 1.3).
class InstancesResource
{
public:
    explicit InstancesResource(engine::Engine &engine);

    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply list(Call &call);
    Reply create(Call &call);
    Reply createRemote(std::string connectionId, model::InstanceDraft draft, bool hasNoSecrets);
    Reply check(Call &call);
    Reply get(Call &call);
    Reply patch(Call &call);
    Reply remove(Call &call);

    net::HttpResponse one(const std::string &id) const;

    engine::Engine &m_engine;
};

/// The instance that a request names, or the answer when there is none.
tl::expected<engine::InstanceSnapshot, net::HttpResponse> instanceOf(const engine::Engine &engine,
                                                                     const Call &call);

} // namespace berth::api
