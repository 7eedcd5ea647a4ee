// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/aggregate/aggregate_session.h"
#include "gateway/aggregate/member.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace berth::gateway {

/// Several servers behind one address, as often as there are groups. Each is a server in this
/// process behind a bridge of its own, and so a route like an instance's. They run on the gateway's
/// executor; every function may be called from any other thread.
class Aggregates
{
public:
    struct Options
    {
        net::asio::any_io_executor executor;
        std::filesystem::path directory; ///< for the sockets; emptied first
        /// Both are called on the executor.
        std::function<void(const std::string &instanceId)> onWanted = {};
        std::function<void(const std::string &instanceId, int calls)> onUse = {};
        std::chrono::milliseconds listWithin{5000};
        std::chrono::milliseconds renewWithin{1000};
    };

    explicit Aggregates(Options options);
    ~Aggregates();
    Aggregates(const Aggregates &) = delete;
    Aggregates &operator=(const Aggregates &) = delete;

    /// Makes, changes and ends aggregates. What it returns belongs into the gateway's table: a
    /// route per aggregate under "@<name>", and that of all members under "" too.
    RouteTable publish(const AggregateTable &table);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace berth::gateway
