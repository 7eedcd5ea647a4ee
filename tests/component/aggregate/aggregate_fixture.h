// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "component/gateway/bridge_fixture.h"
#include "gateway/aggregate/aggregates.h"
#include "net/io_thread.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

// Servers that the test plays, each behind a bridge of its own, as one behind the real gateway.
namespace berth::tests {

/// A member: a server and the bridge that its route leads to.
struct Part
{
    Part(Loop &loop, const std::string &name, bool isStateless = false);
    ~Part();
    Part(const Part &) = delete;
    Part &operator=(const Part &) = delete;

    gateway::Route route() const;
    /// It lists these tools, and answers a call with its own name and the tool's.
    void offerTools(std::vector<std::string> names);

    std::string name;
    std::vector<std::string> tools;
    std::shared_ptr<FakeStdioServer> server;
    std::shared_ptr<gateway::BridgeServer> bridge;
    std::unique_ptr<HttpServer> http;
    std::uint16_t port = 0;
    /// Gets what is neither a list of tools nor a call.
    FakeStdioServer::OnMessage onOther;
    FakeStdioServer::OnMessage onCall; ///< instead of the answer
};

class AggregateTest : public BridgeTest
{
protected:
    void SetUp() override;
    void TearDown() override;

    std::shared_ptr<Part> add(const std::string &name, std::vector<std::string> tools,
                              bool isStateless = false);
    /// What the engine would tell: these members, in the aggregate of all.
    void publish();
    std::vector<std::string> names(const std::string &method, const std::string &list,
                                   const std::string &session, const std::string &key = "name");
    std::vector<std::string> toolNames(const std::string &session)
    {
        return names("tools/list", "tools", session);
    }
    /// A session that has said that it is ready.
    std::string greet(const std::string &capabilities = "{}");
    Json call(const std::string &session, const std::string &tool,
              const std::string &arguments = "{}");

    /// How long a list waits for a member: long, but for those who want to see it end.
    std::chrono::milliseconds listWithin{20s};
    std::map<std::string, gateway::Member> members; ///< by slug
    std::vector<std::shared_ptr<Part>> parts;
    std::filesystem::path directory;
    net::IoThread gatewayThread{"gateway"};
    std::unique_ptr<gateway::Gateway> gateway;
    std::unique_ptr<gateway::Aggregates> aggregates;
    std::mutex wantedMutex;
    std::vector<std::string> wanted; ///< instances that a call wants started
};

} // namespace berth::tests
