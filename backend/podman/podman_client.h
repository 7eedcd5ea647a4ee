// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/secret.h"
#include "net/endpoint.h"
#include "net/http_client.h"
#include "net/task.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::podman {

using Labels = std::map<std::string, std::string>;

struct VersionInfo
{
    std::string version;    ///< "4.3.1"
    std::string apiVersion; ///< "4.3.1"
    bool rootless = false;
    std::string runtime;      ///< OCI runtime name
    bool cgroupLimits = true; ///< memory, cpu and pids limits can be applied
};

struct Rlimit
{
    std::string type; ///< "nofile", "nproc"
    std::uint64_t soft = 0;
    std::uint64_t hard = 0;
};

struct Mount
{
    std::string source; ///< host path, or volume name when it does not begin with '/'
    std::string destination;
    bool readOnly = true;
};

/// A value for the server alone, which `inspect` must not show.
struct SecretDelivery
{
    enum class Way
    {
        Variable, ///< the environment variable `name`
        File,     ///< /run/secrets/<name>, mode 0400, of the server's user; <name>_FILE names it
        Mount     ///< the file `name`, an absolute path; every user of the container may read it
    };

    Way way = Way::Variable;
    std::string name;
    base::Secret value; ///< empty for variables only: Podman keeps no empty secrets
};

struct ContainerConfig
{
    std::string name;
    std::string image;
    std::vector<std::string> command;
    std::vector<std::pair<std::string, std::string>> environment;
    /// Podman's secrets bring them as files, which berth-init turns into variables: Podman 4.3
    /// shows the values of its own `secret_env` in inspect. Variables and files imply `init`.
    std::vector<SecretDelivery> secrets;
    /// Start of the names of the Podman secrets that exist while create() runs. Put the owner in,
    /// so that removeSecrets() can clear up after a crash.
    std::string secretPrefix = "berth-";
    Labels labels;
    std::optional<std::uint16_t> publishPort; ///< container port published on 127.0.0.1:<free>
    std::string network = "bridge";           ///< "none", "bridge", "host", or a network's name
    bool stdinOpen = false;
    bool init = true;
    std::chrono::seconds stopTimeout{10};
    std::optional<std::int64_t> memoryBytes;
    std::optional<std::int64_t> milliCpus;
    std::optional<std::int64_t> pids;
    std::vector<Rlimit> rlimits;
    std::vector<Mount> mounts;
    std::vector<std::string> capAdd; ///< all others are dropped
    bool noNewPrivileges = true;
    bool readOnlyRoot = false; ///< except /run and /tmp, which are in memory
    std::string logDriver;     ///< empty: "k8s-file", which serves logs the same way everywhere
    std::optional<std::int64_t> logBytes; ///< a log that grew to this begins anew
};

/// An ended container is "stopped" until Podman has cleaned up after it, then "exited".
struct ContainerSummary
{
    std::string id;
    std::string name;
    std::string image;
    std::string state; ///< Podman's word: created, running, paused, stopped, exited, …
    Labels labels;
    int exitCode = 0;
    std::int64_t pid = 0;
};

struct ContainerDetails
{
    std::string id;
    std::string name;
    std::string state;
    int exitCode = 0;
    bool oomKilled = false; ///< never with Podman 4.3, which loses conmon's mark
    std::string error;
    std::int64_t pid = 0;
    base::Timestamp startedAt{};
    Labels labels;
    std::string ipAddress;                            ///< empty without a network of its own
    std::map<std::uint16_t, std::uint16_t> hostPorts; ///< container port to port on 127.0.0.1
    std::string image;
    std::filesystem::path bundle; ///< directory of its config.json, on Podman's machine
};

struct PullProgress
{
    std::string layer;              ///< short digest, empty for messages about the whole image
    std::string status;             ///< Podman's words
    std::optional<double> fraction; ///< of the whole image, by layers done, when known
};

struct ContainerLogLine
{
    base::Timestamp time{};
    bool standardError = false;
    std::string text;
};

struct ContainerStats
{
    std::string containerId;
    double cpuCores = 0;
    std::int64_t memoryBytes = 0;
    std::int64_t memoryLimitBytes = 0;
    std::int64_t pids = 0;
};

struct Event
{
    std::string action; ///< start, died, remove, …
    std::string containerId;
    Labels labels;
    base::Timestamp time{};
    int exitCode = 0;
};

/// libpod REST client (Podman 4 and later) over a Unix socket. Confined to one executor.
/// Podman's errors become codes; its words are kept in Error::details.
/// Streams call their callback on the executor and end when the stream ends or on cancellation.
class PodmanClient
{
public:
    /// `initPath` is the berth-init program on Podman's machine; by default the one beside Berth.
    PodmanClient(net::asio::any_io_executor executor, net::Endpoint endpoint,
                 std::filesystem::path initPath = findInit());
    ~PodmanClient();
    PodmanClient(const PodmanClient &) = delete;
    PodmanClient &operator=(const PodmanClient &) = delete;

    /// berth-init in the folder of this program, in ../bin or in ../libexec/berth; else empty.
    static std::filesystem::path findInit();

    const net::Endpoint &endpoint() const;

    /// Whether Podman answers at all; quick, unlike info(). Its version.
    net::Task<std::string> ping();
    /// Takes Podman seconds: it asks the package manager for the versions of its helpers.
    net::Task<VersionInfo> info();

    net::Task<bool> imageExists(std::string reference);
    /// Pulls with per-layer progress. `tlsVerify` false is for registries on loopback only.
    net::Task<> pull(std::string reference, bool tlsVerify,
                     std::function<void(const PullProgress &)> onProgress);
    /// Loads a docker-archive or OCI tar; returns the names it holds.
    net::Task<std::vector<std::string>> loadImage(std::string tarFile);
    /// Makes an image from a root file system tar. `changes` are Dockerfile lines such as
    /// "ENTRYPOINT [\"/berth-echo\"]".
    net::Task<std::string> importImage(std::string tarFile, std::string reference,
                                       std::vector<std::string> changes);
    net::Task<> removeImage(std::string reference);

    /// Once begun it is not cancelled half-way: the caller always learns the container's id.
    net::Task<std::string> create(ContainerConfig config);
    /// Removes Podman secrets of that prefix. create() removes its own; what is left is from a
    /// crash in between. A container keeps its values without them and can be started again.
    net::Task<> removeSecrets(std::string namePrefix);
    /// Starting what runs is fine.
    net::Task<> start(std::string id);
    /// SIGTERM, then SIGKILL after `timeout`. Stopping what is stopped is fine.
    net::Task<> stop(std::string id, std::chrono::seconds timeout);
    net::Task<> kill(std::string id, std::string signal);
    /// Removes by force (SIGKILL) with anonymous volumes; what is gone already is fine. Retries the
    /// 500 that Podman answers while the container is exiting.
    net::Task<> remove(std::string id);
    /// Waits until the container is not running; its exit code. NotFound when it is gone.
    net::Task<int> wait(std::string id);
    net::Task<ContainerDetails> inspect(std::string id);
    /// All containers, running or not, that carry every one of `labels`.
    net::Task<std::vector<ContainerSummary>> list(Labels labels);

    net::Task<> followLogs(std::string id, int tail, bool follow,
                           std::function<void(const ContainerLogLine &)> onLine);
    net::Task<> followEvents(Labels labels, std::function<void(const Event &)> onEvent);
    /// One sample per container and interval for `ids` until cancelled. NotFound when one of them
    /// goes away, because Podman then ends the stream for all.
    net::Task<> followStats(std::vector<std::string> ids, std::chrono::seconds interval,
                            std::function<void(const ContainerStats &)> onStats);
    /// stdin/stdout/stderr of a running container, multiplexed frames not yet taken apart: of its
    /// monitor where that can be reached, else of Podman's service (hijacked).
    net::Task<std::unique_ptr<net::RawStream>> attach(std::string id);

private:
    class Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace berth::podman
