// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>

namespace berth::base {

/// Where one Berth keeps everything. Several profiles can run side by side.
/// The default profile follows the XDG directories; `at()` puts all of it under one directory.
class Profile
{
public:
    /// /berth, /berth, /berth, /berth.
    static Profile xdg();
    static Profile at(const std::filesystem::path &directory);

    /// Makes the directories with mode 0700; PermissionDenied names the one that cannot be made.
    Status create() const;

    std::filesystem::path database() const
    {
        return m_data / "berth.db";
    }
    std::filesystem::path settings() const
    {
        return m_config / "settings.json";
    }
    std::filesystem::path log() const
    {
        return m_state / "berth.log";
    }
    /// What a person installs to trust the gateway's own certificate.
    std::filesystem::path gatewayCertificate() const
    {
        return m_data / "gateway.crt";
    }
    std::filesystem::path gatewayKey() const
    {
        return m_data / "gateway.key";
    }
    /// Socket of the control API.
    std::filesystem::path apiSocket() const
    {
        return m_runtime / "berth.sock";
    }
    /// Socket by which a second start raises the first window.
    std::filesystem::path windowSocket() const
    {
        return m_runtime / "window.sock";
    }
    std::filesystem::path lockFile() const
    {
        return m_runtime / "berth.lock";
    }
    const std::filesystem::path &dataDir() const
    {
        return m_data;
    }
    const std::filesystem::path &configDir() const
    {
        return m_config;
    }
    const std::filesystem::path &stateDir() const
    {
        return m_state;
    }
    const std::filesystem::path &runtimeDir() const
    {
        return m_runtime;
    }

private:
    std::filesystem::path m_data;
    std::filesystem::path m_config;
    std::filesystem::path m_state;
    std::filesystem::path m_runtime;
};

} // namespace berth::base
