// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/keyring/keyring_fixture.h"

#include <fstream>
#include <stdexcept>

namespace berth::test {

namespace {

using namespace std::chrono_literals;

constexpr const char *password = "correct horse battery staple";

void makeDirectory(const std::filesystem::path &path)
{
    std::filesystem::create_directories(path);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

void writeBusConfiguration(const std::filesystem::path &file, const std::filesystem::path &socket)
{
    std::ofstream stream(file);
    stream << "<busconfig><type>session</type><listen>unix:path=" << socket.string()
           << "</listen><auth>EXTERNAL</auth><policy context=\"default\">"
              "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
              "<allow own=\"*\"/></policy></busconfig>\n";
}

/// Dies with the test, however that ends.
std::vector<std::string> bound(const std::vector<std::string> &command)
{
    std::vector<std::string> result{"setpriv", "--pdeathsig=KILL"};
    result.insert(result.end(), command.begin(), command.end());
    return result;
}

} // namespace

std::vector<std::string> withoutSession(const std::vector<std::string> &command)
{
    std::vector<std::string> result{"env"};
    for (const char *name :
         {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP",
          "XDG_SESSION_DESKTOP", "DESKTOP_SESSION", "KDE_FULL_SESSION", "KDE_SESSION_VERSION",
          "GNOME_DESKTOP_SESSION_ID", "GNOME_KEYRING_CONTROL", "QT_NO_GLIB"}) {
        result.insert(result.end(), {"-u", name});
    }
    result.insert(result.end(), command.begin(), command.end());
    return result;
}

KeyringFixture::KeyringFixture()
{
    for (const char *name : {"home", "run", "home/.config", "home/.local/share", "home/.cache"}) {
        makeDirectory(m_dir / name);
    }
    const auto configuration = m_dir / "bus.conf";
    writeBusConfiguration(configuration, m_dir / "bus.sock");
    m_bus = std::make_unique<ChildProcess>(
        bound({"dbus-daemon", "--config-file=" + configuration.string(), "--nofork", "--nopidfile",
               "--print-address=1"}));
    // The address is printed once the socket accepts.
    const auto address = m_bus->readLine(ChildProcess::Stream::Output);
    if (!address) {
        throw std::runtime_error("dbus-daemon (package dbus-daemon) did not start: " +
                                 m_bus->readAll(ChildProcess::Stream::Error, 1s));
    }
    m_address = *address;
}

KeyringFixture::~KeyringFixture() = default;

Variables KeyringFixture::environment() const
{
    return {{"HOME", home().string()},
            {"XDG_RUNTIME_DIR", (m_dir / "run").string()},
            {"XDG_CONFIG_HOME", (home() / ".config").string()},
            {"XDG_DATA_HOME", (home() / ".local/share").string()},
            {"XDG_CACHE_HOME", (home() / ".cache").string()},
            {"DBUS_SESSION_BUS_ADDRESS", m_address}};
}

void KeyringFixture::startUnlocked()
{
    start(true);
}

void KeyringFixture::startLocked()
{
    start(false);
}

void KeyringFixture::start(bool unlocked)
{
    std::vector<std::string> command{"gnome-keyring-daemon", "--foreground",
                                     "--components=secrets"};
    if (unlocked) {
        command.emplace_back("--unlock");
    }
    m_keyring = std::make_unique<ChildProcess>(bound(command), environment());
    if (unlocked) {
        m_keyring->write(password);
    }
    m_keyring->closeInput();
    outputOf({"gdbus", "wait", "--session", "--timeout=20", "org.freedesktop.secrets"},
             environment());
}

void KeyringFixture::stopKeyring()
{
    m_keyring.reset();
}

void KeyringFixture::lock()
{
    outputOf({"gdbus", "call", "--session", "--dest=org.freedesktop.secrets",
              "--object-path=/org/freedesktop/secrets",
              "--method=org.freedesktop.Secret.Service.Lock",
              "['/org/freedesktop/secrets/collection/login']"},
             environment());
}

} // namespace berth::test
