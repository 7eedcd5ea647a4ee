// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "podman/podman_client.h"
#include "providers/container_plan.h"
#include "providers/provider.h"

#include <functional>
#include <memory>
#include <string>

namespace berth::providers {

using PodmanHandle = std::shared_ptr<podman::PodmanClient>;

/// A way to a server that speaks stdio.
struct StdioLink
{
    net::Endpoint endpoint; ///< where it answers MCP over HTTP
    std::function<net::asio::awaitable<void>()> ended;
};

/// More containers of the same instance, for clients that get one of their own. Confined to the
/// engine's executor.
struct MoreContainers
{
    std::function<net::Task<std::string>()> start; ///< the container's id
    std::function<net::Task<>(std::string containerId)> remove;
};

/// Runs docker json_specs as Podman containers found again by their labels.
class DockerProvider final : public Provider
{
public:
    struct Environment
    {
        /// The client in use now, or why there is none.
        std::function<net::Task<PodmanHandle>()> podman;
        /// What that Podman can do; it may take seconds to know.
        std::function<net::Task<podman::VersionInfo>()> podmanInfo;
        std::function<ContainerDefaults()> defaults;
        /// Imports an image that Berth brings along; NotFound when it brings none of that name.
        std::function<net::Task<>(std::string reference)> importBundledImage;
        /// Links a running container's standard input and output; a link from before is replaced.
        std::function<base::Result<StdioLink>(const model::Instance &, std::string containerId,
                                              const net::Endpoint &podman, MoreContainers)>
            openLink;
        std::function<void(const std::string &instanceId)> closeLink;
        std::string ownerId;
        std::string lifeId;
    };

    explicit DockerProvider(Environment environment);

    net::Task<std::optional<Running>> adopt(const model::Instance &instance,
                                            const secrets::ResolvedValues &secrets) override;
    net::Task<Running> start(const model::Instance &instance,
                             const secrets::ResolvedValues &secrets,
                             const ProgressCallback &onProgress) override;
    net::Task<> waitForEnd(const Running &running) override;
    net::Task<Ended> explainEnd(const Running &running) override;
    net::Task<bool> isRunning(const Running &running) override;
    net::Task<> stop(const model::Instance &instance) override;

private:
    net::Task<> ensureImage(PodmanHandle podman, std::string image,
                            const ProgressCallback &onProgress);
    net::Task<std::string> startContainer(PodmanHandle podman, model::Instance instance,
                                          secrets::ResolvedValues secrets, std::string use,
                                          const ProgressCallback &onProgress);
    net::Task<std::string> startAnother(model::Instance instance, secrets::ResolvedValues secrets);
    net::Task<> removeContainer(std::string containerId);
    net::Task<Running> describe(PodmanHandle podman, std::string containerId,
                                const model::Instance &instance,
                                const secrets::ResolvedValues &secrets);
    base::Result<Running> reach(Running running, const PodmanHandle &podman,
                                const podman::ContainerDetails &details,
                                const model::Instance &instance,
                                const secrets::ResolvedValues &secrets);
    net::Task<> waitForProcess(const Running &running) const;
    podman::Labels labelsOf(const model::Instance &instance) const;

    Environment m_environment;
};

} // namespace berth::providers
