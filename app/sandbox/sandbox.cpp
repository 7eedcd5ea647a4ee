// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/sandbox.h"

#include "base/ids.h"
#include "base/json.h"
#include "base/process.h"
#include "engine/settings.h"
#include "sandbox/sandbox_sweep.h"
#include "secrets/private_file.h"

#include <cstdlib>
#include <iostream>
#include <utility>

#include <unistd.h>

namespace berth::app {

namespace fs = std::filesystem;

using base::ErrorCode;
using base::Status;

namespace {

constexpr std::size_t tokenBytes = 32;
constexpr std::chrono::seconds shortestRun{2};

} // namespace

base::Result<std::unique_ptr<Sandbox>> Sandbox::open(const fs::path &keep)
{
    std::unique_ptr<Sandbox> sandbox(new Sandbox);
    if (Status prepared = sandbox->prepare(keep); !prepared) {
        return base::fail(prepared.error());
    }
    return sandbox;
}

Status Sandbox::prepare(const fs::path &keep)
{
    auto root = sandboxRoot();
    if (!root) {
        return base::fail(root.error());
    }
    sweepSandboxes(*root);
    m_kept = !keep.empty();
    if (m_kept) {
        m_directory = fs::absolute(keep).lexically_normal();
    } else {
        std::string pattern = (*root / "XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            return base::fail(ErrorCode::PermissionDenied,
                              "A directory cannot be made in " + root->string() + ".");
        }
        m_directory = pattern;
    }
    if (Status made = base::Profile::at(m_directory).create(); !made) {
        return made;
    }
    m_lock = lockSandbox(m_directory);
    if (!m_lock) {
        return base::fail(ErrorCode::AlreadyExists,
                          "Another sandbox uses " + m_directory.string() + " already.");
    }
    if (Status noted = noteOwner({}); !noted) {
        return noted;
    }
    engine::Settings settings = engine::SettingsFile(m_directory / "settings.json").load();
    settings.stopInstancesAtQuit = true;
    if (Status saved = engine::SettingsFile(m_directory / "settings.json").save(settings); !saved) {
        return saved;
    }
    m_managerToken = base::Secret(base::randomHex(tokenBytes));
    if (Status started = m_redis.start(m_directory / "redis", m_kept); !started) {
        return started;
    }
    return noteOwner({});
}

Status Sandbox::noteOwner(const std::string &ownerId)
{
    m_ownerId = ownerId;
    base::Json marker{{"pid", ::getpid()}, {"start", startOfProcess(::getpid())}};
    if (m_redis.pid() > 0) {
        marker["redis_pid"] = m_redis.pid();
        marker["redis_start"] = startOfProcess(m_redis.pid());
    }
    if (!ownerId.empty()) {
        marker["owner"] = ownerId;
    }
    return secrets::replacePrivateFile(m_directory / markerFile, base::toText(marker));
}

void Sandbox::keepRedisUp()
{
    m_redisProcess = std::make_unique<base::Descriptor>(base::openProcess(m_redis.pid()));
    if (!m_redisProcess->isOpen()) {
        return; // Berth says that the connection is lost, whatever the reason
    }
    m_redisEnd = std::make_unique<QSocketNotifier>(m_redisProcess->number(), QSocketNotifier::Read);
    QObject::connect(m_redisEnd.get(), &QSocketNotifier::activated, m_redisEnd.get(),
                     [this] { redisEnded(); });
}

/// One that ends again right after it was started again would do so for ever.
void Sandbox::redisEnded()
{
    m_redisEnd.release()->deleteLater(); // it is the sender
    const auto now = std::chrono::steady_clock::now();
    const bool isHopeless = now - std::exchange(m_redisRestarted, now) < shortestRun;
    const Status restarted = isHopeless
                                 ? base::fail(ErrorCode::Unavailable, "It ends again and again.")
                                 : m_redis.restart();
    if (!restarted) {
        std::cerr << "berth: the sandbox's Redis ended. " << restarted.error().message << std::endl;
        return;
    }
    if (Status noted = noteOwner(m_ownerId); !noted) {
        std::cerr << "berth: " << noted.error().message << std::endl;
    }
    std::cerr << "berth: the sandbox's Redis ended and was started again." << std::endl;
    keepRedisUp();
}

base::Secret Sandbox::variables(const engine::SystemSnapshot &system) const
{
    const std::string &token = m_managerToken.expose();
    std::string manager = system.managerApi.summary;
    if (const auto host = manager.find("://"); host != std::string::npos) {
        manager.insert(host + 3, "berth:" + token + '@');
    }
    std::string lines;
    const auto add = [&lines](const char *name, const std::string &value) {
        lines += std::string("export ") + name + "='" + value + "'\n";
    };
    add("REDIS_URL", redisUrl().expose());
    add("MCP_MANAGER_URL", manager);
    add("MCP_MANAGER_TOKEN", token);
    add("MCP_PROXY_HOST", system.gatewayAddress);
    add("BERTH_API", system.apiSocket);
    return base::Secret(std::move(lines));
}

Sandbox::~Sandbox()
{
    m_redisEnd.reset();
    m_redis.stop();
    if (m_kept || !m_lock) {
        return;
    }
    // Podman not answering leaves marker and directory, and so the rest, to the next start.
    if (m_ownerId.empty() || removeContainers(m_directory, m_ownerId)) {
        std::error_code ignored;
        fs::remove_all(m_directory, ignored);
    }
}

engine::Engine::AdHocConnection Sandbox::connection() const
{
    engine::Engine::AdHocConnection made;
    made.connection.id = connectionId;
    made.connection.name = "Sandbox";
    made.connection.role = model::ConnectionRole::Manager;
    made.connection.url = "unix://" + m_redis.socket().string();
    made.password = m_redis.password();
    return made;
}

base::Secret Sandbox::redisUrl() const
{
    return base::Secret("redis://:" + m_redis.password().expose() +
                        "@127.0.0.1:" + std::to_string(m_redis.port()) + "/0");
}

} // namespace berth::app
