// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "connections/leases.h"
#include "connections/platform_client.h"
#include "connections/redis_calls.h"
#include "engine/facade/snapshots.h"
#include "events/redis_bridge.h"
#include "model/connection.h"
#include "store/store.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::connections {

/// What a role works with; on the engine's executor.
struct RoleContext
{
    net::asio::any_io_executor executor;
    model::Connection connection;
    ManagerIdentity self;
    const base::Clock *clock = nullptr;
    store::Store *store = nullptr;
    std::shared_ptr<PlatformClient> platform; ///< null: no platform is configured
    Pipeline pipeline;
    /// Publishes at once, beside the outbox, on channel and stream; ends with how many listened.
    std::function<net::Task<int>(model::DomainEvent)> publish;
    /// What the connection's snapshot shows of the role has changed.
    std::function<void()> changed;
};

/// What this machine does on a connection. reconcile(), handle(), tick() and leave() are called
/// one after the other, never at once.
class Role
{
public:
    virtual ~Role() = default;

    /// Whether events of this machine's outbox go out at all.
    virtual bool announces() const
    {
        return false;
    }
    /// An event of the outbox as others get to see it; nothing when it is not for them.
    virtual std::optional<model::DomainEvent> announced(const model::DomainEvent &) const
    {
        return std::nullopt;
    }
    /// Connected anew, nothing heard yet: finds out what was missed. An error ends the connection.
    virtual net::Task<> reconcile() = 0;
    /// An event of the channels or the stream that was not heard before.
    virtual net::Task<> handle(model::DomainEvent event) = 0;
    /// Called every half a second while connected.
    virtual net::Task<> tick() = 0;
    /// Called every half a second whether connected or not, also while another call is under way.
    virtual net::Task<> guard()
    {
        co_return base::Status();
    }
    /// Before the connection ends in order.
    virtual net::Task<> leave()
    {
        co_return base::Status();
    }

    /// An instance of this connection changed on this machine, or is gone from it.
    virtual void localChanged(const engine::InstanceSnapshot &) {}
    virtual void localRemoved(const std::string &) {}

    virtual int instanceCount() const = 0;
    /// Alive on this Redis, as far as known.
    virtual std::vector<std::string> managers() const = 0;
};

} // namespace berth::connections
