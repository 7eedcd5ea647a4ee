// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "providers/container_plan.h"

#include "base/ids.h"
#include "model/secret_ref.h"
#include "providers/labels.h"

#include <QByteArray>
#include <QCryptographicHash>

namespace berth::providers {

namespace {

using base::Result;
using model::DockerSpec;
using podman::ContainerConfig;
using podman::SecretDelivery;

/// Values that hold everywhere; Podman's own defaults need more than a restricted root may ask for.
const std::vector<podman::Rlimit> defaultRlimits = {{"nofile", 1024, 4096}, {"nproc", 512, 512}};

/// Podman logs standard output too, which is every message there is.
constexpr std::int64_t stdioLogBytes = 8LL * 1024 * 1024;
constexpr std::size_t nameSuffixBytes = 4;
constexpr std::size_t ownerPartLength = 13; ///< of a UUID: 48 bits

/// The environment AgentArea's manager gives to every server (contract section 3).
void addReservedEnvironment(const model::Instance &instance, const DockerSpec &spec,
                            ContainerConfig &config)
{
    config.environment.emplace_back("MCP_INSTANCE_ID", instance.id);
    config.environment.emplace_back("MCP_SERVICE_NAME", instance.name);
    config.environment.emplace_back("MCP_CONTAINER_PORT", std::to_string(spec.port));
}

void addEnvironment(const DockerSpec &spec, const secrets::ResolvedValues &secrets,
                    ContainerConfig &config)
{
    for (const auto &[name, value] : spec.environment) {
        const auto secret = secrets.find(name);
        if (secret != secrets.end()) {
            const bool asFile = spec.secretFiles.contains(name);
            config.secrets.push_back(
                {asFile ? SecretDelivery::Way::File : SecretDelivery::Way::Variable, name,
                 secret->second});
        } else {
            config.environment.emplace_back(name, value);
        }
    }
}

base::Status addMounts(const DockerSpec &spec, const secrets::ResolvedValues &secrets,
                       ContainerConfig &config)
{
    for (const model::Volume &volume : spec.volumes) {
        if (!model::looksLikeSecretRef(volume.source)) {
            config.mounts.push_back({volume.source, volume.destination, volume.readOnly});
            continue;
        }
        const auto secret = secrets.find(mountHolder(volume));
        if (secret == secrets.end()) {
            return base::fail(base::ErrorCode::SecretMissing,
                              "The secret for " + volume.destination + " was not resolved.");
        }
        config.secrets.push_back({SecretDelivery::Way::Mount, volume.destination, secret->second});
    }
    for (const SecretDelivery &secret : config.secrets) {
        if (secret.way != SecretDelivery::Way::Variable && secret.value.empty()) {
            return base::fail(base::ErrorCode::InvalidArgument,
                              "The secret " + secret.name +
                                  " is empty, which a file of Podman's "
                                  "cannot be. Give it a value.");
        }
    }
    return {};
}

base::Status addLimits(const DockerSpec &spec, const ContainerDefaults &defaults,
                       ContainerConfig &config)
{
    const auto memory =
        model::parseMemory(spec.resources.memoryLimit.value_or(defaults.memoryLimit));
    if (!memory) {
        return base::fail(memory.error());
    }
    const auto cpu = model::parseCpu(spec.resources.cpuLimit.value_or(defaults.cpuLimit));
    if (!cpu) {
        return base::fail(cpu.error());
    }
    config.memoryBytes = *memory;
    config.milliCpus = *cpu;
    config.pids = spec.resources.pidsLimit.value_or(defaults.pidsLimit);
    return {};
}

std::string networkFor(const DockerSpec &spec)
{
    if (!spec.network.empty()) {
        return spec.network;
    }
    return spec.transport == model::Transport::Stdio ? "none" : "bridge";
}

} // namespace

std::string mountHolder(const model::Volume &volume)
{
    const auto reference = model::parseSecretRef(volume.source);
    return (reference ? reference->name : std::string()) + " at " + volume.destination;
}

std::string secretPrefix(const std::string &ownerId)
{
    // Podman allows 64 characters, and the client adds its own 24.
    return "berth-" + ownerId.substr(0, ownerPartLength) + '-';
}

std::string specHash(const model::JsonSpec &spec, const ContainerDefaults &defaults)
{
    model::JsonSpec container = spec;
    if (container.docker() != nullptr) {
        container.docker()->gateway = {}; // says how clients reach it, not what it is
    }
    const std::string text = base::toText(model::toJson(container)) + '\n' + defaults.memoryLimit +
                             '\n' + defaults.cpuLimit + '\n' + std::to_string(defaults.pidsLimit);
    return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256)
        .toHex()
        .left(32)
        .toStdString();
}

Result<ContainerConfig> planContainer(const model::Instance &instance,
                                      const secrets::ResolvedValues &secrets,
                                      const ContainerDefaults &defaults,
                                      const podman::VersionInfo &host, const std::string &ownerId)
{
    const DockerSpec *spec = instance.spec.docker();
    if (spec == nullptr) {
        return base::fail(base::ErrorCode::Internal, "This instance does not run in a container.");
    }
    ContainerConfig config;
    config.name = "berth-" + instance.slug + '-' + base::randomHex(nameSuffixBytes);
    config.image = spec->image;
    config.secretPrefix = secretPrefix(ownerId);
    config.command = spec->command;
    config.network = networkFor(*spec);
    config.labels = {{label::owner, ownerId},
                     {label::instance, instance.id},
                     {label::spec, specHash(instance.spec, defaults)}};
    if (!instance.connectionId.empty()) {
        config.labels[label::connection] = instance.connectionId;
    }
    config.rlimits = defaultRlimits;
    config.capAdd = spec->isolation.capAdd;
    config.readOnlyRoot = spec->isolation.readOnlyRoot;
    if (spec->transport == model::Transport::Stdio) {
        config.stdinOpen = true;
        config.logBytes = stdioLogBytes;
    } else if (config.network != "host" && config.network != "none") {
        config.publishPort = spec->port;
    }
    addEnvironment(*spec, secrets, config);
    if (auto mounted = addMounts(*spec, secrets, config); !mounted) {
        return base::fail(mounted.error());
    }
    addReservedEnvironment(instance, *spec, config);
    if (host.cgroupLimits) {
        if (auto limits = addLimits(*spec, defaults, config); !limits) {
            return base::fail(limits.error());
        }
    }
    return config;
}

} // namespace berth::providers
