// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// The server that comes with Berth, and an instance of it.
#include "engine/engine_impl.h"

namespace berth::engine {

using model::DesiredState;

namespace {

constexpr const char *echoServerName = "Echo";

} // namespace

net::Task<std::string> Engine::Impl::runEcho()
{
    std::string serverId;
    for (const model::Server &server : m_catalog.servers()) {
        if (server.dockerImageUrl == BundledImages::echoReference()) {
            serverId = server.id;
        }
    }
    if (serverId.empty()) {
        model::Server server;
        server.name = echoServerName;
        server.description = "Answers what it is told. Comes with Berth, for trying things out.";
        server.dockerImageUrl = BundledImages::echoReference();
        server.version = BERTH_VERSION;
        server.status = "active";
        server.tags = {"demo"};
        auto saved = co_await m_catalog.save(std::move(server));
        if (!saved) {
            co_return base::fail(saved.error());
        }
        serverId = *saved;
    }
    for (const InstanceSnapshot &view : m_instances->snapshots()) {
        if (view.instance.serverSpecId == serverId) {
            auto started =
                co_await m_instances->setDesired(view.instance.id, DesiredState::Running);
            if (!started) {
                co_return base::fail(started.error());
            }
            co_return view.instance.id;
        }
    }
    model::InstanceDraft draft;
    draft.name = "echo";
    draft.serverSpecId = serverId;
    model::DockerSpec spec;
    spec.image = BundledImages::echoReference();
    draft.spec.type = std::move(spec);
    co_return co_await m_instances->create(std::move(draft), {}, true);
}

} // namespace berth::engine
