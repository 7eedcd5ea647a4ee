// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/aggregates.h"

#include "base/bytes.h"
#include "gateway/stdio_bridges.h"
#include "log/log.h"
#include "model/group.h"

#include <boost/asio/post.hpp>

#include <list>
#include <map>
#include <mutex>
#include <utility>

namespace berth::gateway {

namespace asio = net::asio;

namespace {

/// So many clients of one aggregate at a time; each costs a session with every member.
constexpr std::size_t mostClients = 256;
constexpr std::chrono::minutes clientIdle{15};
/// The members' own limits come first.
constexpr std::chrono::hours callTimeout{24};
constexpr std::size_t maxMessageBytes = 64 * base::mebibyte;

/// One aggregate and its sessions, on the gateway's executor.
class Aggregate : public std::enable_shared_from_this<Aggregate>
{
public:
    Aggregate(asio::any_io_executor executor, AggregateServices services, MembersPtr members)
        : m_executor(std::move(executor))
        , m_services(std::move(services))
        , m_members(std::move(members))
    {}

    net::Task<std::unique_ptr<net::RawStream>> attach(bool isEager)
    {
        auto session = std::make_shared<AggregateSession>(m_executor, m_services, m_members);
        m_sessions.remove_if([](const auto &weak) { return weak.expired(); });
        m_sessions.push_back(session);
        co_return session->open(isEager);
    }

    void setMembers(const MembersPtr &members)
    {
        m_members = members;
        for (const auto &weak : m_sessions) {
            if (const auto session = weak.lock()) {
                session->setMembers(members);
            }
        }
    }

private:
    asio::any_io_executor m_executor;
    AggregateServices m_services;
    MembersPtr m_members;
    std::list<std::weak_ptr<AggregateSession>> m_sessions;
};

AttachFunction attachTo(const std::shared_ptr<Aggregate> &aggregate, bool isEager)
{
    return [aggregate, isEager] { return aggregate->attach(isEager); };
}

} // namespace

class Aggregates::Impl
{
public:
    explicit Impl(Options options)
        : m_options(std::move(options))
        , m_bridges(m_options.executor, m_options.directory)
    {}

    RouteTable publish(const AggregateTable &table)
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_entries.begin(); it != m_entries.end();) {
            if (table.count(it->first) == 0) {
                m_bridges.close(it->first);
                it = m_entries.erase(it);
            } else {
                ++it;
            }
        }
        RouteTable routes;
        for (const auto &[name, members] : table) {
            const auto found = m_entries.find(name);
            if (found != m_entries.end()) {
                asio::post(m_bridges.executor(),
                           [aggregate = found->second.aggregate, members = members] {
                               aggregate->setMembers(members);
                           });
            } else if (!open(name, members)) {
                continue;
            }
            const Route &route = m_entries.at(name).route;
            routes["@" + name] = route;
            if (name == model::allInstancesGroup) {
                routes[""] = route;
            }
        }
        return routes;
    }

private:
    struct Entry
    {
        std::shared_ptr<Aggregate> aggregate;
        Route route;
    };

    bool open(const std::string &name, const MembersPtr &members)
    {
        AggregateServices services{"berth", m_options.onWanted, m_options.onUse,
                                   m_options.listWithin, m_options.renewWithin};
        if (name != model::allInstancesGroup) {
            services.name += '-' + name;
        }
        const auto aggregate =
            std::make_shared<Aggregate>(m_bridges.executor(), std::move(services), members);
        StdioServer server;
        server.name =
            name == model::allInstancesGroup ? "All running instances" : "The group " + name;
        server.attach = attachTo(aggregate, false);
        server.maxMessageBytes = maxMessageBytes;
        server.callTimeout = callTimeout;
        server.backEnds.kind = BackEndPolicy::Kind::PerSession;
        server.backEnds.most = mostClients;
        server.backEnds.idle = clientIdle;
        server.backEnds.attachAnother = attachTo(aggregate, true);
        server.discovery = Discovery::Never;
        server.isOurs = true;
        Route route;
        route.instanceName = server.name;
        auto endpoint = m_bridges.open(name, std::move(server), [] {});
        if (!endpoint) {
            log::logger("gateway")->error("the address of {} cannot be opened: {}",
                                          route.instanceName, endpoint.error().message);
            return false;
        }
        route.available = true;
        route.isGroup = true;
        route.local = m_bridges.serviceAt(*endpoint);
        route.upstream = std::move(*endpoint);
        m_entries[name] = {aggregate, std::move(route)};
        return true;
    }

    Options m_options;
    std::mutex m_mutex; ///< for m_entries
    std::map<std::string, Entry> m_entries;
    StdioBridges m_bridges;
};

Aggregates::Aggregates(Options options)
    : m_impl(std::make_unique<Impl>(std::move(options)))
{}

Aggregates::~Aggregates() = default;

RouteTable Aggregates::publish(const AggregateTable &table)
{
    return m_impl->publish(table);
}

} // namespace berth::gateway
