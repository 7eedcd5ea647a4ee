// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/redis_calls.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace berth::connections {

/// Who is speaking when a manager takes a lease.
struct ManagerIdentity
{
    std::string id;   ///< of the profile; the same after a restart
    std::string life; ///< of this process
    std::string name; ///< for people: the machine's name
};

/// Which manager runs which instance. A lease is a key in Redis, berth:lease:<instance id>, that
/// expires unless it is renewed. Its fencing token grows with every new holder, also after Redis
/// lost its data (it is made of Redis' clock), so that what an earlier holder still says can be
/// told from what the present one says; berth:fence:<instance id> keeps the last one for 30 days,
/// in case that clock goes back. All checks and changes are scripts, hence atomic. What is held
/// can be renewed also while Redis has no memory left for writing (LimitReached for what is new).
/// Confined to one executor; keeps no connection of its own.
class Leases
{
public:
    using Clock = std::chrono::steady_clock;

    struct Outcome
    {
        std::string instanceId;
        bool isHeld = false;    ///< by us
        std::int64_t token = 0; ///< of the holder
        std::string holder;     ///< name of the manager that has it
    };

    Leases(Pipeline pipeline, ManagerIdentity self, std::chrono::seconds length);

    /// Takes what nobody has, and confirms what we have. A lease that an earlier life of this
    /// profile left is taken over at once.
    net::Task<std::vector<Outcome>> acquire(std::vector<std::string> instanceIds);
    /// Renews all that are held; returns those that turned out to be lost to another manager or
    /// forgotten by Redis and taken meanwhile. A lease that Redis forgot and nobody took is taken
    /// again, with a new token.
    net::Task<std::vector<std::string>> renew();
    /// Gives up; only what is still ours is deleted.
    net::Task<> release(std::vector<std::string> instanceIds);

    /// Held leases that can have run out on Redis' side by `now`, measured from the moment before
    /// the last renewal that Redis confirmed was sent: what they protect must not run any longer.
    std::vector<std::string> lapsed(Clock::time_point now = Clock::now()) const;
    /// No longer held, without telling Redis.
    void forget(const std::string &instanceId);
    bool isHeld(const std::string &instanceId) const;
    /// 0 when it is not held.
    std::int64_t tokenOf(const std::string &instanceId) const;
    std::vector<std::string> held() const;

    /// Says that this manager is alive (berth:managers, for as long as a lease lasts) and returns
    /// the names of all that are, sorted.
    net::Task<std::vector<std::string>> announce();
    /// Takes this manager off the list.
    net::Task<> leave();

    std::chrono::seconds length() const
    {
        return m_length;
    }

private:
    struct Held
    {
        std::int64_t token = 0;
        Clock::time_point confirmed{};
    };
    /// Outcomes, and the error of those that could be neither taken nor confirmed.
    struct Claims
    {
        std::vector<Outcome> outcomes;
        base::Status refused;
    };

    net::Task<Claims> claim(std::vector<std::string> instanceIds, bool takesOverEarlierLife);
    redis::Command claimCommand(const std::vector<std::string> &instanceIds, std::size_t first,
                                bool takesOverEarlierLife) const;

    Pipeline m_pipeline;
    ManagerIdentity m_self;
    std::chrono::seconds m_length;
    std::map<std::string, Held> m_held;
};

} // namespace berth::connections
