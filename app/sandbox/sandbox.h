// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/descriptor.h"
#include "base/profile.h"
#include "engine/engine.h"
#include "sandbox/redis_child.h"

#include <QSocketNotifier>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace berth::app {

/// A throw-away profile with a Redis of its own. Lives on the main thread, longer than the engine.
class Sandbox
{
public:
    /// First clears up after sandboxes whose process is gone. With `keep` the profile is that
    /// directory, and stays.
    static base::Result<std::unique_ptr<Sandbox>> open(const std::filesystem::path &keep);
    /// After the engine's end: ends Redis, and removes containers and directory unless kept.
    ~Sandbox();
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;

    const std::filesystem::path &directory() const
    {
        return m_directory;
    }
    /// Manager on the sandbox's Redis.
    engine::Engine::AdHocConnection connection() const;
    /// With the password in it, for another program.
    base::Secret redisUrl() const;
    const base::Secret &managerToken() const
    {
        return m_managerToken;
    }
    /// Before the first container is made: whose containers the next start shall remove.
    base::Status noteOwner(const std::string &ownerId);
    /// Starts Redis again whenever it ends by itself; once the event loop of Qt is there.
    void keepRedisUp();
    /// What a platform needs, as lines for a shell. Passwords are among them.
    base::Secret variables(const engine::SystemSnapshot &system) const;

    static constexpr const char *connectionId = "sandbox";

private:
    Sandbox() = default;
    base::Status prepare(const std::filesystem::path &keep);
    void redisEnded();

    std::filesystem::path m_directory;
    bool m_kept = false;
    std::unique_ptr<base::Descriptor> m_lock;
    std::string m_ownerId;
    base::Secret m_managerToken;
    RedisChild m_redis;
    std::chrono::steady_clock::time_point m_redisRestarted{};
    std::unique_ptr<base::Descriptor> m_redisProcess; ///< a pidfd: readable once it has ended
    std::unique_ptr<QSocketNotifier> m_redisEnd;
};

} // namespace berth::app
