// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/instance.h"
#include "podman/podman_client.h"
#include "secrets/resolver.h"

#include <string>

namespace berth::providers {

/// Limits for instances that name none (settings "defaults.*").
struct ContainerDefaults
{
    std::string memoryLimit = "512m";
    std::string cpuLimit = "1";
    std::int64_t pidsLimit = 256;
};

/// What the names of an owner's Podman secrets begin with.
std::string secretPrefix(const std::string &ownerId);

/// Under which a secret mounted as a file is resolved, and what messages call it.
std::string mountHolder(const model::Volume &volume);

/// Hash that changes whenever the container would have to be made anew.
std::string specHash(const model::JsonSpec &spec, const ContainerDefaults &defaults);

/// The container for a docker json_spec, with the isolation of design section 8: all capabilities
/// dropped, no new privileges, limits, init, loopback-only port. `host` says what Podman can do.
base::Result<podman::ContainerConfig> planContainer(const model::Instance &instance,
                                                    const secrets::ResolvedValues &secrets,
                                                    const ContainerDefaults &defaults,
                                                    const podman::VersionInfo &host,
                                                    const std::string &ownerId);

} // namespace berth::providers
