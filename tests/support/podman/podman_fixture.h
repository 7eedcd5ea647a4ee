// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/process/child_process.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace berth::test {

/// A real Podman of its own: own storage, own network bridge and subnet, own socket, nothing in
/// /etc. Works where crun does not (control groups in hybrid mode) by choosing runc. When the
/// object goes, or the test process dies in whatever way, its containers are removed, the service
/// ends and the directory is deleted.
class PodmanFixture
{
public:
    enum class Mode
    {
        Default,  ///< as whoever runs the tests
        Rootless, ///< as a user made for the test; needs root to make it
    };

    /// Throws std::runtime_error with a sentence when Podman is missing or does not start.
    explicit PodmanFixture(Mode mode = Mode::Default);
    ~PodmanFixture();
    PodmanFixture(const PodmanFixture &) = delete;
    PodmanFixture &operator=(const PodmanFixture &) = delete;

    /// One fixture for all tests of the process, started at first use.
    static PodmanFixture &shared();

    const std::filesystem::path &directory() const
    {
        return m_directory;
    }
    std::string socket() const
    {
        return (m_directory / "podman.sock").string();
    }
    /// CONTAINER_HOST and CONTAINERS_CONF for a program that shall use this Podman.
    std::map<std::string, std::string> environment() const;
    pid_t servicePid() const
    {
        return m_service->pid();
    }

    /// kill -9 of the service; containers run on.
    void killService();
    /// Ready when it returns.
    void startService();

    /// A tar that holds `program` as /<name>, for PodmanClient::importImage().
    std::string makeArchive(const std::string &program, const std::string &name) const;
    /// Makes the image `reference` whose entry point is the statically linked `program`.
    void importProgram(const std::string &program, const std::string &reference,
                       const std::vector<std::string> &changes = {});
    /// The test image, made at first use: support/podman/probe.cpp says what it can do.
    const std::string &probeImage();
    /// `podman …` of this fixture; its output. For what Berth's own client does not do.
    std::string podman(const std::vector<std::string> &arguments) const;
    bool isRootless() const
    {
        return m_rootless;
    }

private:
    std::vector<std::string> asUser(std::vector<std::string> command) const;
    std::vector<std::string> podmanCommand(const std::vector<std::string> &arguments) const;
    void makeUser();
    void writeConfiguration() const;
    void startGuardian();

    bool m_rootless = false;
    std::string m_user; ///< empty: the one who runs the tests
    std::filesystem::path m_directory;
    std::string m_probeImage;
    std::unique_ptr<ChildProcess> m_guardian;
    std::unique_ptr<ChildProcess> m_service;
};

/// A container registry on a free port of 127.0.0.1, plain HTTP, empty at first.
class RegistryFixture
{
public:
    explicit RegistryFixture(const std::filesystem::path &directory);

    /// "127.0.0.1:<port>"
    const std::string &address() const
    {
        return m_address;
    }

private:
    std::unique_ptr<ChildProcess> m_process;
    std::string m_address;
};

} // namespace berth::test
