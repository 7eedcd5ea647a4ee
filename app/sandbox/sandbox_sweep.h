// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/descriptor.h"
#include "base/result.h"

#include <filesystem>
#include <memory>
#include <string>

namespace berth::app {

inline constexpr const char *markerFile = "sandbox.json";

/// Where throw-away sandboxes are made; of this user alone.
base::Result<std::filesystem::path> sandboxRoot();
/// The lock of a sandbox; null while its process lives. The kernel gives it up with the process,
/// so no number of a process that is used again can be mistaken for a living sandbox.
std::unique_ptr<base::Descriptor> lockSandbox(const std::filesystem::path &directory);
/// Start of a process in the kernel's ticks; empty when there is none.
std::string startOfProcess(int pid);
/// Removes the containers of that owner.
base::Status removeContainers(const std::filesystem::path &directory, const std::string &ownerId);
/// Ends what is left of sandboxes whose process is gone: Redis, containers, directory. What has no
/// marker is not touched; where Podman does not answer, the next start tries again.
void sweepSandboxes(const std::filesystem::path &root);

} // namespace berth::app
