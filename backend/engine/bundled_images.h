// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/podman_monitor.h"

#include <filesystem>
#include <string>

namespace berth::engine {

/// Images that come with Berth as root file system archives, so that the demo needs no registry.
class BundledImages
{
public:
    /// `dataDir` holds berth-echo.tar.
    BundledImages(std::filesystem::path dataDir, PodmanMonitor &podman);

    /// Imports the image of that name; NotFound when Berth brings none.
    net::Task<> import(std::string reference);

    /// "localhost/berth-echo:0.1.0"
    static std::string echoReference();

private:
    std::filesystem::path m_dataDir;
    PodmanMonitor &m_podman;
};

} // namespace berth::engine
