// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// /v1/mcp-servers (contract section 1.2).
class ServersResource
{
public:
    explicit ServersResource(engine::Engine &engine);

    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply list(Call &call);
    Reply create(Call &call);
    Reply listTemplates(Call &call);
    Reply getTemplate(Call &call);
    Reply createFromTemplate(Call &call);
    Reply get(Call &call);
    Reply patch(Call &call);
    Reply remove(Call &call);
    Reply deploy(Call &call);

    const model::Server *find(const std::string &id) const;
    net::HttpResponse one(const std::string &id) const;
    /// The server that a request names, or the answer when there is none.
    tl::expected<model::Server, net::HttpResponse> serverOf(const Call &call) const;
    tl::expected<base::Json, net::HttpResponse> templateOf(const Call &call) const;

    engine::Engine &m_engine;
};

} // namespace berth::api
