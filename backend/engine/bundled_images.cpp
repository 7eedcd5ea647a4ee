// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/bundled_images.h"

#include <string>
#include <vector>

namespace berth::engine {

using base::ErrorCode;

BundledImages::BundledImages(std::filesystem::path dataDir, PodmanMonitor &podman)
    : m_dataDir(std::move(dataDir))
    , m_podman(podman)
{}

std::string BundledImages::echoReference()
{
    return "localhost/berth-echo:" BERTH_VERSION;
}

net::Task<> BundledImages::import(std::string reference)
{
    if (reference != echoReference()) {
        co_return base::fail(ErrorCode::NotFound, "Berth does not bring this image along.");
    }
    const std::filesystem::path archive = m_dataDir / "berth-echo.tar";
    std::error_code error;
    if (!std::filesystem::exists(archive, error)) {
        co_return base::fail(ErrorCode::ImageNotFound,
                             "The echo server's image is missing from this installation: " +
                                 archive.string() + ". Install Berth again.");
    }
    auto podman = m_podman.handle();
    if (!podman) {
        co_return base::fail(podman.error());
    }
    const std::vector<std::string> changes = {"ENTRYPOINT [\"/berth-echo\"]", "EXPOSE 8000"};
    auto imported = co_await (*podman)->importImage(archive.string(), reference, changes);
    if (!imported) {
        co_return base::fail(imported.error());
    }
    co_return base::Status{};
}

} // namespace berth::engine
