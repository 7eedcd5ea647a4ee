// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/group_desk.h"

#include "base/json.h"

#include <algorithm>
#include <utility>

namespace berth::engine {

using base::ErrorCode;

namespace {

auto findGroup(auto &groups, const std::string &name)
{
    return std::find_if(groups.begin(), groups.end(),
                        [&name](const model::Group &group) { return group.name == name; });
}

base::Error unknownGroup(const std::string &name)
{
    return {ErrorCode::NotFound, "There is no group with the name " + name + "."};
}

std::vector<std::string> knownTools(const InstanceSnapshot &view)
{
    std::vector<std::string> texts;
    for (const model::Tool &tool : view.instance.tools) {
        texts.push_back(base::toText(model::toJson(tool)));
    }
    return texts;
}

gateway::MembersPtr membersOf(const model::Group &group,
                              const std::vector<InstanceSnapshot> &instances,
                              const gateway::RouteTable &routes)
{
    gateway::Members members;
    for (const InstanceSnapshot &view : instances) {
        const model::Instance &instance = view.instance;
        const auto route = routes.find(instance.slug);
        const model::GroupMember *chosen = model::findMember(group, instance.id);
        const bool isWanted = instance.desired == model::DesiredState::Running ||
                              (route != routes.end() && route->second.startsOnCall);
        const bool isMember = group.hasAllInstances ? isWanted : chosen != nullptr;
        if (!isMember || route == routes.end()) {
            continue;
        }
        gateway::Member member{instance.slug, route->second, knownTools(view), {}};
        if (chosen != nullptr && chosen->tools) {
            member.chosenTools.emplace(chosen->tools->begin(), chosen->tools->end());
        }
        members.push_back(std::move(member));
    }
    std::sort(members.begin(), members.end(),
              [](const auto &one, const auto &other) { return one.slug < other.slug; });
    return std::make_shared<const gateway::Members>(std::move(members));
}

} // namespace

GroupDesk::GroupDesk(Services services, gateway::Aggregates::Options options)
    : m_services(std::move(services))
    , m_aggregates(std::move(options))
    , m_timer(m_services.executor)
{}

void GroupDesk::load(std::vector<model::Group> groups)
{
    m_groups = std::move(groups);
}

gateway::RouteTable GroupDesk::routes(const gateway::RouteTable &ofInstances)
{
    m_ofInstances = ofInstances;
    refresh();
    gateway::RouteTable routes = m_ofGroups;
    routes.insert(ofInstances.begin(), ofInstances.end());
    return routes;
}

void GroupDesk::refresh()
{
    if (m_isWaiting) {
        return;
    }
    if (std::chrono::steady_clock::now() < m_nextRefresh) {
        refreshLater();
    } else {
        refreshNow();
    }
}

void GroupDesk::refreshLater()
{
    m_isWaiting = true;
    m_timer.expires_at(m_nextRefresh);
    m_timer.async_wait([this](const boost::system::error_code &error) {
        if (!error) {
            m_isWaiting = false;
            refreshNow();
        }
    });
}

void GroupDesk::refreshNow()
{
    constexpr int restsFor = 10; // times as long as it took
    const auto began = std::chrono::steady_clock::now();
    const std::vector<InstanceSnapshot> instances = m_services.instances();
    gateway::AggregateTable table;
    const model::Group all = model::groupOfAll();
    table[all.name] = membersOf(all, instances, m_ofInstances);
    for (const model::Group &group : m_groups) {
        table[group.name] = membersOf(group, instances, m_ofInstances);
    }
    m_ofGroups = m_aggregates.publish(table);
    const auto ended = std::chrono::steady_clock::now();
    m_nextRefresh = ended + restsFor * (ended - began);
}

std::vector<GroupView> GroupDesk::views() const
{
    return describeGroups(m_groups, m_services.instances(), m_services.gatewayAddress());
}

base::Result<GroupView> GroupDesk::view(const std::string &name) const
{
    for (GroupView &view : views()) {
        if (view.group.name == name) {
            return std::move(view);
        }
    }
    return base::fail(unknownGroup(name));
}

net::Task<> GroupDesk::save(model::Group group, bool isNew)
{
    if (const std::string problem = model::groupNameProblem(group.name); !problem.empty()) {
        co_return base::fail(ErrorCode::InvalidArgument, problem);
    }
    const auto known = findGroup(m_groups, group.name);
    if (isNew && known != m_groups.end()) {
        co_return base::fail(ErrorCode::AlreadyExists,
                             "There is a group with the name " + group.name + " already.");
    }
    if (!isNew && known == m_groups.end()) {
        co_return base::fail(unknownGroup(group.name));
    }
    group.createdAt = isNew ? m_services.clock->now() : known->createdAt;
    auto saved = co_await m_services.store->saveGroup(group);
    if (!saved) {
        co_return base::fail(std::move(saved.error()));
    }
    const auto place = findGroup(m_groups, group.name); // anew: others may have come meanwhile
    if (place == m_groups.end()) {
        m_groups.push_back(std::move(group));
    } else {
        *place = std::move(group);
    }
    changed();
    co_return base::Status();
}

net::Task<> GroupDesk::remove(std::string name)
{
    auto removed = co_await m_services.store->removeGroup(name);
    if (!removed) {
        co_return base::fail(std::move(removed.error()));
    }
    std::erase_if(m_groups, [&name](const model::Group &group) { return group.name == name; });
    changed();
    co_return base::Status();
}

void GroupDesk::changed()
{
    m_timer.cancel();
    m_isWaiting = false;
    m_nextRefresh = {};
    m_services.republish();
    m_services.observers->notify(&Observer::groupsChanged, m_groups);
}

} // namespace berth::engine
