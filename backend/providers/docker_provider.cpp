// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "providers/docker_provider.h"

#include "podman/process_watch.h"
#include "providers/container_process.h"
#include "providers/labels.h"

namespace berth::providers {

namespace {

using base::Error;
using base::ErrorCode;
using podman::ContainerDetails;

constexpr std::chrono::seconds stopTimeout{10};

/// Images of a registry on this machine come over plain HTTP.
bool isLoopbackRegistry(const std::string &image)
{
    return image.rfind("localhost:", 0) == 0 || image.rfind("127.0.0.1:", 0) == 0 ||
           image.rfind("[::1]:", 0) == 0;
}

std::string describeExit(const ContainerDetails &details)
{
    if (details.oomKilled) {
        return "The server used more memory than its limit and was ended by the kernel. Raise the "
               "memory limit.";
    }
    if (details.exitCode > 128 && details.exitCode < 160) {
        return "The server was ended by signal " + std::to_string(details.exitCode - 128) + ".";
    }
    return "The server ended by itself with exit code " + std::to_string(details.exitCode) +
           ". Its log may say why.";
}

} // namespace

DockerProvider::DockerProvider(Environment environment)
    : m_environment(std::move(environment))
{}

podman::Labels DockerProvider::labelsOf(const model::Instance &instance) const
{
    return {{label::owner, m_environment.ownerId}, {label::instance, instance.id}};
}

net::Task<std::optional<Running>> DockerProvider::adopt(const model::Instance &instance,
                                                        const secrets::ResolvedValues &secrets)
{
    auto podman = co_await m_environment.podman();
    if (!podman) {
        co_return base::fail(podman.error());
    }
    auto containers = co_await (*podman)->list(labelsOf(instance));
    if (!containers) {
        co_return base::fail(containers.error());
    }
    const std::string hash = specHash(instance.spec, m_environment.defaults());
    // A server that speaks stdio lost its input with the connection that held it.
    const bool canBeKept = instance.spec.docker()->transport != model::Transport::Stdio;
    std::optional<std::string> keep;
    for (const podman::ContainerSummary &container : *containers) {
        const auto found = container.labels.find(label::spec);
        const bool matches = found != container.labels.end() && found->second == hash;
        if (!keep && canBeKept && container.state == "running" && matches) {
            keep = container.id;
            continue;
        }
        auto removed = co_await (*podman)->remove(container.id);
        if (!removed) {
            co_return base::fail(removed.error());
        }
    }
    if (!keep) {
        co_return std::nullopt;
    }
    auto running = co_await describe(*podman, *keep, instance, secrets);
    if (!running) {
        co_return base::fail(running.error());
    }
    co_return std::optional<Running>(std::move(*running));
}

net::Task<Running> DockerProvider::start(const model::Instance &instance,
                                         const secrets::ResolvedValues &secrets,
                                         const ProgressCallback &onProgress)
{
    auto podman = co_await m_environment.podman();
    if (!podman) {
        co_return base::fail(podman.error());
    }
    auto id = co_await startContainer(*podman, instance, secrets, {}, onProgress);
    if (!id) {
        co_return base::fail(id.error());
    }
    co_return co_await describe(*podman, *id, instance, secrets);
}

/// `use` labels a container that is not the instance's first.
net::Task<std::string> DockerProvider::startContainer(PodmanHandle podman, model::Instance instance,
                                                      secrets::ResolvedValues secrets,
                                                      std::string use,
                                                      const ProgressCallback &onProgress)
{
    const auto info = co_await m_environment.podmanInfo();
    if (!info) {
        co_return base::fail(info.error());
    }
    auto config =
        planContainer(instance, secrets, m_environment.defaults(), *info, m_environment.ownerId);
    if (!config) {
        co_return base::fail(config.error());
    }
    config->labels.insert_or_assign(label::life, m_environment.lifeId);
    const bool isAnother = !use.empty();
    if (isAnother) {
        config->labels.insert_or_assign(label::use, std::move(use));
    }
    auto image = co_await ensureImage(podman, config->image, onProgress);
    if (!image) {
        co_return base::fail(image.error());
    }
    onProgress({StartProgress::Phase::Starting, std::nullopt, {}});
    auto id = co_await podman->create(std::move(*config));
    if (!id) {
        co_return base::fail(id.error());
    }
    onProgress({StartProgress::Phase::Starting, std::nullopt, {}, *id});
    auto started = co_await podman->start(*id);
    if (!started) {
        if (isAnother) { // the worker knows of the first only
            (void)co_await podman->remove(*id);
        }
        co_return base::fail(started.error());
    }
    co_return std::move(*id);
}

net::Task<std::string> DockerProvider::startAnother(model::Instance instance,
                                                    secrets::ResolvedValues secrets)
{
    auto podman = co_await m_environment.podman();
    if (!podman) {
        co_return base::fail(podman.error());
    }
    const ProgressCallback nobody = [](const StartProgress &) {};
    co_return co_await startContainer(*podman, std::move(instance), std::move(secrets),
                                      label::forClient, nobody);
}

net::Task<> DockerProvider::removeContainer(std::string containerId)
{
    auto podman = co_await m_environment.podman();
    if (!podman) {
        co_return base::fail(podman.error()); // removed when it is back, as nobody's
    }
    co_return co_await (*podman)->remove(std::move(containerId));
}

net::Task<> DockerProvider::ensureImage(PodmanHandle podman, std::string image,
                                        const ProgressCallback &onProgress)
{
    auto exists = co_await podman->imageExists(image);
    if (!exists) {
        co_return base::fail(exists.error());
    }
    if (*exists) {
        co_return base::Status{};
    }
    onProgress({StartProgress::Phase::Pulling, std::nullopt, {}});
    auto imported = co_await m_environment.importBundledImage(image);
    if (imported || imported.error().code != ErrorCode::NotFound) {
        co_return imported;
    }
    co_return co_await podman->pull(
        image, !isLoopbackRegistry(image), [&onProgress](const podman::PullProgress &progress) {
            onProgress({StartProgress::Phase::Pulling, progress.fraction, progress.status});
        });
}

net::Task<Running> DockerProvider::describe(PodmanHandle podman, std::string containerId,
                                            const model::Instance &instance,
                                            const secrets::ResolvedValues &secrets)
{
    auto details = co_await podman->inspect(containerId);
    if (!details) {
        co_return base::fail(details.error());
    }
    Running running;
    running.containerId = details->id;
    running.pid = details->pid;
    running.startedAt = details->startedAt;
    co_return reach(std::move(running), podman, *details, instance, secrets);
}

/// Completes `running` with the way to the server.
base::Result<Running> DockerProvider::reach(Running running, const PodmanHandle &podman,
                                            const ContainerDetails &details,
                                            const model::Instance &instance,
                                            const secrets::ResolvedValues &secrets)
{
    const model::DockerSpec &spec = *instance.spec.docker();
    const bool isStdio = spec.transport == model::Transport::Stdio;
    const auto port = details.hostPorts.find(spec.port);
    const bool isReachable = isStdio || spec.network == "host" || port != details.hostPorts.end();
    if (details.state != "running" && (isStdio || !isReachable)) {
        return base::fail(
            Error{ErrorCode::ContainerExited, describeExit(details), details.error, {}});
    }
    if (!isReachable) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The container has no network, so port " + std::to_string(spec.port) +
                              " cannot be reached. Choose the network \"bridge\".");
    }
    if (isStdio) {
        MoreContainers more;
        if (spec.gateway.backEnds != model::BackEnds::Shared) { // else nobody keeps the secrets
            more.start = [this, instance, secrets] { return startAnother(instance, secrets); };
            more.remove = [this](std::string id) { return removeContainer(std::move(id)); };
        }
        auto link =
            m_environment.openLink(instance, details.id, podman->endpoint(), std::move(more));
        if (!link) {
            return base::fail(std::move(link.error()));
        }
        running.upstream = link->endpoint;
        running.linkEnded = std::move(link->ended);
        return running;
    }
    running.mcpPath = spec.path;
    running.hostHeader = "localhost:" + std::to_string(spec.port);
    running.upstream =
        net::Endpoint::tcp("127.0.0.1", spec.network == "host" ? spec.port : port->second);
    return running;
}

net::Task<> DockerProvider::waitForProcess(const Running &running) const
{
    if (!isLocalContainerProcess(running.pid, running.containerId)) {
        co_return base::fail(ErrorCode::Unsupported,
                             "The container's process is not on this machine.");
    }
    co_return co_await podman::waitForExit(running.pid);
}

net::Task<> DockerProvider::waitForEnd(const Running &running)
{
    if (!running.linkEnded) {
        co_return co_await waitForProcess(running);
    }
    co_await running.linkEnded();
    // The end of its output mostly means the end of the server. One that goes on would be out of
    // reach for ever: Podman closes its input together with the connection.
    auto podman = co_await m_environment.podman();
    if (podman) {
        (void)co_await (*podman)->stop(running.containerId, stopTimeout);
    }
    co_return base::Status{};
}

net::Task<Ended> DockerProvider::explainEnd(const Running &running)
{
    auto podman = co_await m_environment.podman();
    if (!podman) {
        co_return base::fail(podman.error());
    }
    auto exitCode = co_await (*podman)->wait(running.containerId);
    if (!exitCode) {
        if (exitCode.error().code == ErrorCode::NotFound) {
            co_return Ended{"The container was removed by somebody else.", std::nullopt};
        }
        co_return base::fail(exitCode.error());
    }
    auto details = co_await (*podman)->inspect(running.containerId);
    if (!details) {
        co_return Ended{"The container was removed by somebody else.", *exitCode};
    }
    details->exitCode = *exitCode; // inspect has none yet while the container is "stopping"
    co_return Ended{describeExit(*details), *exitCode};
}

net::Task<bool> DockerProvider::isRunning(const Running &running)
{
    auto podman = co_await m_environment.podman();
    if (!podman) {
        co_return base::fail(podman.error());
    }
    auto details = co_await (*podman)->inspect(running.containerId);
    if (!details) {
        if (details.error().code == ErrorCode::NotFound) {
            co_return false;
        }
        co_return base::fail(details.error());
    }
    // A paused one has not ended; that it does not answer is what the health checks find.
    co_return details->state == "running" || details->state == "paused";
}

net::Task<> DockerProvider::stop(const model::Instance &instance)
{
    m_environment.closeLink(instance.id);
    auto podman = co_await m_environment.podman();
    if (!podman) {
        co_return base::fail(podman.error());
    }
    auto containers = co_await (*podman)->list(labelsOf(instance));
    if (!containers) {
        co_return base::fail(containers.error());
    }
    for (const podman::ContainerSummary &container : *containers) {
        if (container.state == "running" || container.state == "paused") {
            auto stopped = co_await (*podman)->stop(container.id, stopTimeout);
            if (!stopped && stopped.error().code != ErrorCode::NotFound) {
                co_return base::fail(stopped.error());
            }
        }
        auto removed = co_await (*podman)->remove(container.id);
        if (!removed) {
            co_return base::fail(removed.error());
        }
    }
    co_return base::Status{};
}

} // namespace berth::providers
