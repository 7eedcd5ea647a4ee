// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/connections_resource.h"

#include "api/reply.h"
#include "api/secret_member.h"
#include "engine/connection_desk.h"

#include <utility>

namespace berth::api {

using base::Json;
using engine::ConnectionSnapshot;
using engine::ConnectionState;
using engine::ConnectionTestStep;

namespace {

const char *toText(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Off:
        return "off";
    case ConnectionState::Connecting:
        return "connecting";
    case ConnectionState::Connected:
        return "connected";
    case ConnectionState::Lost:
        break;
    }
    return "lost";
}

const char *toText(ConnectionTestStep::Outcome outcome)
{
    switch (outcome) {
    case ConnectionTestStep::Outcome::Passed:
        return "passed";
    case ConnectionTestStep::Outcome::Failed:
        return "failed";
    case ConnectionTestStep::Outcome::Skipped:
        break;
    }
    return "skipped";
}

Json milliseconds(std::chrono::microseconds time)
{
    return static_cast<double>(time.count()) / 1000.0;
}

engine::ConnectionSecrets takeSecrets(Json &body)
{
    engine::ConnectionSecrets secrets;
    secrets.password = takeSecret(body, "password");
    secrets.platformToken = takeSecret(body, "platform_token");
    return secrets;
}

} // namespace

Json connectionJson(const ConnectionSnapshot &view)
{
    Json json = model::toJson(view.connection);
    json["state"] = toText(view.state);
    json["problem"] = view.problem.empty() ? Json() : Json(view.problem);
    json["round_trip_ms"] = view.roundTrip ? milliseconds(*view.roundTrip) : Json();
    json["instances"] = view.instances;
    json["managers"] = view.managers;
    json["transient"] = view.isTransient;
    return json;
}

ConnectionsResource::ConnectionsResource(engine::Engine &engine)
    : m_engine(engine)
{}

void ConnectionsResource::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/v1/connections/", bind(&ConnectionsResource::list));
    router.add("POST", "/v1/connections/", bind(&ConnectionsResource::create));
    router.add("POST", "/v1/connections/test", bind(&ConnectionsResource::test));
    router.add("PATCH", "/v1/connections/{id}", bind(&ConnectionsResource::change));
    router.add("DELETE", "/v1/connections/{id}", bind(&ConnectionsResource::remove));
}

ConnectionsResource::Reply ConnectionsResource::list(Call &)
{
    Json all = Json::array();
    for (const ConnectionSnapshot &view : m_engine.connectionDesk().connections()) {
        all.push_back(connectionJson(view));
    }
    co_return jsonReply(all);
}

ConnectionsResource::Reply ConnectionsResource::create(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    engine::ConnectionSecrets secrets = takeSecrets(*body);
    auto connection = model::readConnection(*body);
    if (!connection) {
        co_return violationReply(connection.error());
    }
    connection->id.clear();
    const auto id =
        co_await m_engine.connectionDesk().save(std::move(*connection), std::move(secrets));
    if (!id) {
        co_return errorReply(id.error());
    }
    co_return jsonReply(Json{{"id", *id}});
}

ConnectionsResource::Reply ConnectionsResource::change(Call &call)
{
    const auto known = m_engine.connectionDesk().find(call.parameter);
    if (!known) {
        co_return failureReply(404, "There is no such connection");
    }
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    engine::ConnectionSecrets secrets = takeSecrets(*body);
    Json document = model::toJson(*known);
    document.update(*body);
    document["id"] = known->id;
    document["created_at"] = base::toRfc3339(known->createdAt);
    auto connection = model::readConnection(document);
    if (!connection) {
        co_return violationReply(connection.error());
    }
    const auto id =
        co_await m_engine.connectionDesk().save(std::move(*connection), std::move(secrets));
    co_return id ? jsonReply(Json{{"id", *id}}) : errorReply(id.error());
}

ConnectionsResource::Reply ConnectionsResource::remove(Call &call)
{
    const auto removed = co_await m_engine.connectionDesk().remove(call.parameter);
    co_return removed ? successReply() : errorReply(removed.error());
}

ConnectionsResource::Reply ConnectionsResource::test(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    engine::ConnectionSecrets secrets = takeSecrets(*body);
    auto connection = model::readConnection(*body);
    if (!connection) {
        co_return violationReply(connection.error());
    }
    Json all = Json::array();
    const auto note = [&all](const ConnectionTestStep &step) {
        all.push_back({{"step", step.name},
                       {"outcome", toText(step.outcome)},
                       {"detail", step.detail},
                       {"took_ms", milliseconds(step.took)}});
    };
    co_await m_engine.connectionDesk().test(std::move(*connection), std::move(secrets), note);
    co_return jsonReply(Json{{"steps", std::move(all)}});
}

} // namespace berth::api
