// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/groups_resource.h"

#include "api/reply.h"
#include "engine/group_desk.h"

#include <utility>

namespace berth::api {

using base::Json;
using engine::GroupPart;
using engine::GroupTool;
using engine::GroupView;

namespace {

Json partJson(const GroupPart &part)
{
    Json tools = Json::array();
    for (const GroupTool &tool : part.tools) {
        tools.push_back({{"name", tool.name},
                         {"bytes", tool.bytes},
                         {"estimated_tokens", engine::estimatedTokens(tool.bytes)},
                         {"chosen", tool.isChosen}});
    }
    return {{"instance_id", part.instanceId},
            {"name", part.name},
            {"slug", part.slug},
            {"status", std::string(model::stateName(part.state))},
            {"listed", part.isListed},
            {"tools", std::move(tools)}};
}

Json groupJson(const GroupView &view)
{
    Json json = model::toJson(view.group);
    json["built_in"] = view.isBuiltIn;
    json["url"] = view.address;
    json["tools"] = {{"count", view.tools},
                     {"bytes", view.bytes},
                     {"estimated_tokens", view.tokens},
                     {"large", view.isLarge}};
    json["instances"] = Json::array();
    for (const GroupPart &part : view.parts) {
        if (part.isMember) {
            json["instances"].push_back(partJson(part));
        }
    }
    return json;
}

} // namespace

GroupsResource::GroupsResource(engine::Engine &engine)
    : m_engine(engine)
{}

void GroupsResource::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/v1/groups/", bind(&GroupsResource::list));
    router.add("POST", "/v1/groups/", bind(&GroupsResource::create));
    router.add("GET", "/v1/groups/{id}", bind(&GroupsResource::show));
    router.add("PUT", "/v1/groups/{id}", bind(&GroupsResource::change));
    router.add("DELETE", "/v1/groups/{id}", bind(&GroupsResource::remove));
}

GroupsResource::Reply GroupsResource::list(Call &)
{
    Json all = Json::array();
    for (const GroupView &view : m_engine.groupDesk().views()) {
        all.push_back(groupJson(view));
    }
    co_return jsonReply(all);
}

GroupsResource::Reply GroupsResource::show(Call &call)
{
    const auto view = m_engine.groupDesk().view(call.parameter);
    co_return view ? jsonReply(groupJson(*view)) : errorReply(view.error());
}

GroupsResource::Reply GroupsResource::create(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    auto group = model::readGroup(*body);
    if (!group) {
        co_return violationReply(group.error());
    }
    const std::string name = group->name;
    const auto saved = co_await m_engine.groupDesk().save(std::move(*group), true);
    if (!saved) {
        co_return errorReply(saved.error());
    }
    const auto view = m_engine.groupDesk().view(name);
    co_return view ? jsonReply(groupJson(*view)) : errorReply(view.error());
}

GroupsResource::Reply GroupsResource::change(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    (*body)["name"] = call.parameter;
    auto group = model::readGroup(*body);
    if (!group) {
        co_return violationReply(group.error());
    }
    const auto saved = co_await m_engine.groupDesk().save(std::move(*group), false);
    if (!saved) {
        co_return errorReply(saved.error());
    }
    const auto view = m_engine.groupDesk().view(call.parameter);
    co_return view ? jsonReply(groupJson(*view)) : errorReply(view.error());
}

GroupsResource::Reply GroupsResource::remove(Call &call)
{
    const auto removed = co_await m_engine.groupDesk().remove(call.parameter);
    co_return removed ? successReply() : errorReply(removed.error());
}

} // namespace berth::api
