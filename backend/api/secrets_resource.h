// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/router.h"
#include "engine/engine.h"

namespace berth::api {

/// /v1/secrets: names and states of secrets and their stores. Values go in and never come out.
class SecretsResource
{
public:
    explicit SecretsResource(engine::Engine &engine);

    void addTo(Router &router);

private:
    using Reply = net::asio::awaitable<Router::Reply>;

    Reply list(Call &call);
    Reply set(Call &call);
    Reply remove(Call &call);
    Reply move(Call &call);
    Reply sweep(Call &call);
    Reply importEnv(Call &call);
    Reply check(Call &call);
    Reply showStore(Call &call);
    Reply chooseStore(Call &call);
    Reply setUp(Call &call);
    Reply unlock(Call &call);
    Reply lock(Call &call);
    Reply changePassphrase(Call &call);
    Reply logIn(Call &call);

    net::Task<base::Json> storeJson();
    net::asio::awaitable<std::vector<std::string>> movable(const std::string &instanceId);

    engine::Engine &m_engine;
};

} // namespace berth::api
