// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "support/berth/berth_process.h"
#include "support/keyring/keyring_fixture.h"
#include "support/leaks/leak_hunt.h"
#include "support/podman/podman_fixture.h"
#include "support/redis/redis_monitor.h"
#include "support/redis/redis_server.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace berth::test {

/// Everything that `GET /v1/events` sends, until Berth ends.
class EventRecorder
{
public:
    /// Listens when it returns.
    explicit EventRecorder(BerthProcess &berth);
    ~EventRecorder();

    /// Once Berth has ended.
    std::string finish();

private:
    std::string m_text;
    std::thread m_reader;
};

/// A real Berth on a keyring, a Podman and a Redis of its own. A test uses a feature with values
/// that occur nowhere else, and when it is done they are looked for everywhere but where they
/// belong: in the stores and in the containers.
class LeakTest : public testing::Test
{
protected:
    static constexpr const char *image = "localhost/echo:test";
    static constexpr const char *instances = "/v1/mcp-server-instances/";

    void SetUp() override;
    /// Crashes Berth and looks.
    void TearDown() override;

    static PodmanFixture &podman()
    {
        return PodmanFixture::shared();
    }
    BerthProcess &berth()
    {
        return *m_berth;
    }
    LeakHunt &hunt()
    {
        return m_hunt;
    }
    /// With more arguments from now on.
    void restart(const std::vector<std::string> &arguments = {});

    using Answer = BerthProcess::Answer;
    /// The answer of the control API, which is looked at too.
    Answer call(const std::string &method, const std::string &target,
                const base::Json &body = nullptr);
    /// A body as it is.
    Answer send(const net::Endpoint &endpoint, net::HttpRequest request);
    /// The same; anything but 200 is a failure of the test.
    base::Json done(const std::string &method, const std::string &target,
                    const base::Json &body = nullptr);
    /// Runs `berth …` against the profile; what it says is looked at. Its exit code.
    int command(std::vector<std::string> arguments, const std::string &input = {});
    /// What it said.
    const std::string &said() const
    {
        return m_said;
    }

    /// The id of a server whose API_TOKEN and API_FILE are secrets.
    std::string addServer();
    base::Json spec(const base::Json &environment) const;
    /// Creates and starts; the id.
    std::string create(const std::string &name, const base::Json &document);
    std::string waitFor(const std::string &id, const std::string &status);
    /// What the instance's server gets, environment and files; fails the test without `value`.
    void expectDelivered(const std::string &id, const std::string &value);

    std::filesystem::path exports() const
    {
        return m_exports.path();
    }
    RedisServer &redis();
    /// The client whose commands are not Berth's.
    void exceptOnRedis(std::string address)
    {
        m_notBerth = std::move(address);
    }
    const std::string &redisPassword() const
    {
        return m_redisPassword;
    }

private:
    static std::vector<std::string> containers();
    void crash();
    void huntWhileItRuns();
    void huntAfterACrash();

    LeakHunt m_hunt;
    KeyringFixture m_keyring;
    ScratchDir m_profile;
    ScratchDir m_exports;
    ScratchDir m_workplace; ///< where a core dump would be
    std::string m_redisPassword;
    std::string m_notBerth;
    std::string m_said;
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<RedisMonitor> m_monitor;
    std::unique_ptr<BerthProcess> m_berth;
    std::unique_ptr<EventRecorder> m_events;
};

} // namespace berth::test
