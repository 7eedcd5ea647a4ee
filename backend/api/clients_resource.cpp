// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/clients_resource.h"

#include "api/reply.h"
#include "engine/caller_desk.h"

#include <algorithm>
#include <utility>

namespace berth::api {

using base::Json;

ClientsResource::ClientsResource(engine::Engine &engine)
    : m_engine(engine)
{}

void ClientsResource::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/v1/clients/", bind(&ClientsResource::list));
    router.add("POST", "/v1/clients/", bind(&ClientsResource::create));
    router.add("PATCH", "/v1/clients/{id}", bind(&ClientsResource::change));
    router.add("DELETE", "/v1/clients/{id}", bind(&ClientsResource::remove));
    router.add("POST", "/v1/clients/{id}/revoke", bind(&ClientsResource::revoke));
}

ClientsResource::Reply ClientsResource::list(Call &)
{
    Json all = Json::array();
    for (const model::Client &client : m_engine.callerDesk().clients()) {
        all.push_back(model::toJson(client));
    }
    co_return jsonReply(all);
}

ClientsResource::Reply ClientsResource::create(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    auto draft = model::readClientDraft(*body);
    if (!draft) {
        co_return violationReply(draft.error());
    }
    const auto made = co_await m_engine.callerDesk().create(std::move(*draft));
    if (!made) {
        co_return errorReply(made.error());
    }
    co_return jsonReply(Json{{"id", made->id}, {"token", made->token.expose()}});
}

ClientsResource::Reply ClientsResource::change(Call &call)
{
    const auto all = m_engine.callerDesk().clients();
    const auto known = std::find_if(all.begin(), all.end(), [&call](const model::Client &client) {
        return client.id == call.parameter;
    });
    if (known == all.end()) {
        co_return failureReply(404, "There is no such client");
    }
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    Json document = model::toJson(*known);
    document.update(*body);
    auto draft = model::readClientDraft(document);
    if (!draft) {
        co_return violationReply(draft.error());
    }
    const auto done = co_await m_engine.callerDesk().change(call.parameter, std::move(*draft));
    co_return done ? successReply() : errorReply(done.error());
}

ClientsResource::Reply ClientsResource::revoke(Call &call)
{
    const auto done = co_await m_engine.callerDesk().revoke(call.parameter);
    co_return done ? successReply() : errorReply(done.error());
}

ClientsResource::Reply ClientsResource::remove(Call &call)
{
    const auto done = co_await m_engine.callerDesk().remove(call.parameter);
    co_return done ? successReply() : errorReply(done.error());
}

} // namespace berth::api
