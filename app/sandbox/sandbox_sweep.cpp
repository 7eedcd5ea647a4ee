// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/sandbox_sweep.h"

#include "base/json.h"
#include "log/log.h"
#include "podman/podman_client.h"
#include "podman/podman_service.h"
#include "providers/labels.h"
#include "secrets/private_file.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace berth::app {

namespace fs = std::filesystem;
namespace asio = net::asio;

using base::ErrorCode;
using base::Status;

namespace {

constexpr std::chrono::seconds podmanLimit{20};
constexpr std::size_t markerLimit = 4096;
constexpr int startField = 22; ///< of /proc/<pid>/stat, see proc(5)

net::Task<> removeOwned(asio::any_io_executor executor, fs::path runtimeDir, std::string ownerId)
{
    podman::PodmanService service(executor, std::move(runtimeDir));
    auto location = co_await service.locate();
    if (!location) {
        co_return base::fail(location.error());
    }
    podman::PodmanClient client(executor, location->endpoint);
    const podman::Labels ours = {{providers::label::owner, ownerId}};
    auto containers = co_await client.list(ours);
    if (!containers) {
        co_return base::fail(containers.error());
    }
    for (const podman::ContainerSummary &container : *containers) {
        auto removed = co_await client.remove(container.id);
        if (!removed) {
            co_return base::fail(removed.error());
        }
    }
    co_return Status{};
}

/// It dies with its parent; this is for one that the kernel could not tell.
void endRedis(const base::Json &marker)
{
    const auto pid = marker.find("redis_pid");
    if (pid == marker.end() || !pid->is_number_integer()) {
        return;
    }
    const int number = pid->get<int>();
    const std::string start = base::stringOr(marker, "redis_start");
    if (number > 1 && !start.empty() && startOfProcess(number) == start) {
        ::kill(number, SIGKILL);
    }
}

void sweepOne(const fs::path &directory)
{
    const auto text = secrets::readPrivateFile(directory / markerFile, markerLimit);
    if (!text || !*text) {
        return;
    }
    const auto marker = base::parseJson(**text);
    const auto lock = lockSandbox(directory);
    if (!marker || !marker->is_object() || !lock) {
        return;
    }
    endRedis(*marker);
    const std::string ownerId = base::stringOr(*marker, "owner");
    if (!ownerId.empty()) {
        if (Status removed = removeContainers(directory, ownerId); !removed) {
            log::logger("sandbox")->warn("{} is left for the next start: {}", directory.string(),
                                         removed.error().message);
            return;
        }
    }
    std::error_code ignored;
    fs::remove_all(directory, ignored);
}

} // namespace

base::Result<fs::path> sandboxRoot()
{
    const char *runtime = std::getenv("XDG_RUNTIME_DIR");
    const fs::path root = runtime != nullptr && *runtime == '/'
                              ? fs::path(runtime) / "berth-sandboxes"
                              : fs::path("/tmp/berth-sandboxes-" + std::to_string(::getuid()));
    struct stat found = {};
    if ((::mkdir(root.c_str(), S_IRWXU) != 0 && errno != EEXIST) ||
        ::lstat(root.c_str(), &found) != 0 || !S_ISDIR(found.st_mode) ||
        found.st_uid != ::geteuid() || (found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return base::fail(ErrorCode::PermissionDenied,
                          "Sandboxes are made in " + root.string() +
                              ", which must be a directory of yours with mode 0700.");
    }
    return root;
}

std::unique_ptr<base::Descriptor> lockSandbox(const fs::path &directory)
{
    auto file = std::make_unique<base::Descriptor>(::open((directory / "sandbox.lock").c_str(),
                                                          O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                                                          S_IRUSR | S_IWUSR));
    if (!file->isOpen() || ::flock(file->number(), LOCK_EX | LOCK_NB) != 0) {
        return nullptr;
    }
    return file;
}

std::string startOfProcess(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const std::size_t name = text.rfind(')'); // the name may hold spaces
    if (name == std::string::npos) {
        return {};
    }
    std::istringstream fields(text.substr(name + 1));
    std::string field;
    for (int number = 3; number <= startField; ++number) {
        fields >> field;
    }
    return field;
}

Status removeContainers(const fs::path &directory, const std::string &ownerId)
{
    asio::io_context context(1);
    std::optional<Status> result;
    asio::co_spawn(
        context, removeOwned(context.get_executor(), directory, ownerId),
        [&result](const std::exception_ptr &, Status status) { result = std::move(status); });
    const auto deadline = std::chrono::steady_clock::now() + podmanLimit;
    while (!result && context.run_one_until(deadline) != 0) {
    }
    return result.value_or(base::fail(ErrorCode::Timeout, "Podman does not answer."));
}

void sweepSandboxes(const fs::path &root)
{
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(root, error)) {
        if (entry.is_directory(error) && !entry.is_symlink(error)) {
            sweepOne(entry.path());
        }
    }
}

} // namespace berth::app
