// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "component/app/app_test.h"
#include "component/attach/platform.h"

#include <memory>
#include <string>
#include <vector>

namespace berth::test {

/// A Redis, a Podman and Berths that are attached.
class AttachTest : public testing::Test
{
protected:
    static constexpr const char *image = "localhost/echo:test";

    void SetUp() override
    {
        podman().importProgram(builtProgram("berth-echo"), image, {"EXPOSE 8000"});
    }
    void TearDown() override
    {
        m_berths.clear();
        for (const std::string &id : lines({"ps", "-aq", "--filter", "label=io.berth.owner"})) {
            podman().podman({"rm", "-f", "-t", "0", id});
        }
    }

    static PodmanFixture &podman()
    {
        return PodmanFixture::shared();
    }

    /// The password, if any, comes in the environment.
    BerthProcess &attach(const std::string &role, const std::string &name,
                         std::vector<std::string> more = {})
    {
        auto environment = podman().environment();
        environment["REDIS_URL"] = m_url.empty() ? m_redis.url() : m_url;
        std::vector<std::string> arguments = {"--role", role, "--redis-name", name};
        arguments.insert(arguments.end(), more.begin(), more.end());
        m_berths.push_back(std::make_unique<BerthProcess>(m_profiles / name.c_str(), environment,
                                                          std::move(arguments)));
        waitUntilConnected(*m_berths.back());
        return *m_berths.back();
    }
    BerthProcess &berth(std::size_t index)
    {
        return *m_berths.at(index);
    }

    static bool isConnected(BerthProcess &berth)
    {
        const auto answer = berth.call("GET", "/v1/connections/");
        return answer.body.is_array() && !answer.body.empty() &&
               base::stringOr(answer.body[0], "state") == "connected";
    }

    /// The event stream tells of each change of a connection.
    static void waitUntilConnected(BerthProcess &berth)
    {
        EXPECT_TRUE(berth.watchEvents([&berth] { return isConnected(berth); },
                                      [](const net::SseEvent &event) {
                                          return event.data.find("\"connected\"") !=
                                                 std::string::npos;
                                      },
                                      std::chrono::seconds(60)));
    }

    static std::vector<std::string> lines(const std::vector<std::string> &arguments)
    {
        std::vector<std::string> all;
        std::string line;
        for (const char c : podman().podman(arguments)) {
            if (c == '\n') {
                all.push_back(std::exchange(line, {}));
            } else {
                line += c;
            }
        }
        return all;
    }
    static std::vector<std::string> containersOf(const std::string &instanceId)
    {
        return lines({"ps", "-q", "--filter", "label=io.berth.instance=" + instanceId});
    }

    static base::Json created(const std::string &id, const std::string &name)
    {
        return {{"instance_id", id}, {"name", name}, {"json_spec", echoSpec(image)}};
    }

    RedisServer m_redis;
    std::string m_url; ///< where Berths attach; empty: straight to m_redis
    ScratchDir m_profiles;
    std::vector<std::unique_ptr<BerthProcess>> m_berths;
};

} // namespace berth::test
