// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/keyring/scratch_dir.h"
#include "support/process/child_process.h"

#include <memory>

namespace berth::test {

using Variables = std::map<std::string, std::string>;

/// The same command without what ties it to a person's session: D-Bus, display, desktop.
std::vector<std::string> withoutSession(const std::vector<std::string> &command);

/// A D-Bus session and a gnome-keyring of its own, in a temporary directory: nothing of the
/// person's session is touched, and nothing of it is there to help (no services to start on
/// demand, no window to ask for a password). Failures throw std::runtime_error with a sentence.
class KeyringFixture
{
public:
    /// Starts the bus alone.
    KeyringFixture();
    ~KeyringFixture();
    KeyringFixture(const KeyringFixture &) = delete;
    KeyringFixture &operator=(const KeyringFixture &) = delete;

    /// What a child such as `berth` needs to use this keyring. Start it withoutSession(), so that
    /// it does not see the person's desktop as well.
    Variables environment() const;
    /// Home directory of that environment.
    std::filesystem::path home() const
    {
        return m_dir / "home";
    }

    /// Starts the keyring with its default collection unlocked; makes it the first time.
    void startUnlocked();
    /// Starts the keyring without its password: locked, or without any collection when
    /// startUnlocked() never ran.
    void startLocked();
    /// Kills the keyring as a crash would.
    void stopKeyring();
    /// Locks the running keyring.
    void lock();

private:
    void start(bool unlocked);

    ScratchDir m_dir;
    std::unique_ptr<ChildProcess> m_bus;
    std::unique_ptr<ChildProcess> m_keyring;
    std::string m_address;
};

} // namespace berth::test
