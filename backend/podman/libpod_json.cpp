// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/libpod_json.h"

#include <algorithm>
#include <charconv>

namespace berth::podman {

namespace {

using base::ErrorCode;
using base::Json;
using base::Result;

constexpr std::int64_t cpuPeriodMicroseconds = 100000;
constexpr const char *secretFolder = "/run/secrets";
constexpr int secretFileMode = 0444; ///< the image's user is unknown and must be able to read

const Json &member(const Json &object, std::string_view key)
{
    static const Json null;
    if (!object.is_object()) {
        return null;
    }
    const auto found = object.find(key);
    return found == object.end() ? null : *found;
}

template <typename Number>
Number numberOr(const Json &value, Number fallback)
{
    return value.is_number() ? value.get<Number>() : fallback;
}

bool isTrue(const Json &value)
{
    return value.is_boolean() && value.get<bool>();
}

Labels labelsOf(const Json &value)
{
    Labels labels;
    if (value.is_object()) {
        for (const auto &[key, label] : value.items()) {
            if (label.is_string()) {
                labels.emplace(key, label.get<std::string>());
            }
        }
    }
    return labels;
}

tl::unexpected<base::Error> senseless(std::string_view what, std::string_view body)
{
    constexpr std::size_t shown = 2000;
    return base::fail(ErrorCode::ProtocolError,
                      "Podman's answer about " + std::string(what) +
                          " is not understood. Berth knows Podman 4 and 5.",
                      std::string(body.substr(0, shown)));
}

Result<Json> parseAnswer(std::string_view body, std::string_view what)
{
    auto json = base::parseJson(body);
    if (!json) {
        return senseless(what, body);
    }
    return json;
}

base::Timestamp timeOr(const Json &value)
{
    if (!value.is_string()) {
        return {};
    }
    const auto time = base::parseRfc3339(value.get<std::string>());
    // Go's zero time stands for "never".
    return time && *time > base::Timestamp{} ? *time : base::Timestamp{};
}

Json networkNamespace(const std::string &network)
{
    const bool isMode = network == "none" || network == "bridge" || network == "host";
    return Json{{"nsmode", isMode ? network : "bridge"}};
}

Json limitsOf(const ContainerConfig &config)
{
    Json limits = Json::object();
    if (config.memoryBytes) {
        // The same figure for memory with swap: a limit that swaps is no limit.
        limits["memory"] = {{"limit", *config.memoryBytes}, {"swap", *config.memoryBytes}};
    }
    if (config.milliCpus) {
        limits["cpu"] = {{"quota", *config.milliCpus * cpuPeriodMicroseconds / 1000},
                         {"period", cpuPeriodMicroseconds}};
    }
    if (config.pids) {
        limits["pids"] = {{"limit", *config.pids}};
    }
    return limits;
}

void addMounts(const ContainerConfig &config, Json &body)
{
    for (const Mount &mount : config.mounts) {
        const std::string access = mount.readOnly ? "ro" : "rw";
        if (!mount.source.empty() && mount.source.front() == '/') {
            body["mounts"].push_back({{"type", "bind"},
                                      {"source", mount.source},
                                      {"destination", mount.destination},
                                      {"options", {access, "rprivate"}}});
        } else {
            body["volumes"].push_back({{"Name", mount.source},
                                       {"Dest", mount.destination},
                                       {"Options", Json::array({access})}});
        }
    }
}

/// What programs expect to be able to write even on a read-only system, and where Podman puts the
/// secrets. The command line of Podman adds these by itself, its API does not.
void addWritableFolders(const ContainerConfig &config, Json &body)
{
    if (!config.readOnlyRoot) {
        return;
    }
    for (const char *folder : {"/run", "/tmp"}) {
        const bool taken =
            std::any_of(config.mounts.begin(), config.mounts.end(),
                        [folder](const Mount &mount) { return mount.destination == folder; });
        if (!taken) {
            body["mounts"].push_back({{"type", "tmpfs"},
                                      {"source", "tmpfs"},
                                      {"destination", folder},
                                      {"options", {"rw", "nosuid", "nodev", "mode=1777"}}});
        }
    }
}

void addNetwork(const ContainerConfig &config, Json &body)
{
    body["netns"] = networkNamespace(config.network);
    if (config.network != "none" && config.network != "bridge" && config.network != "host") {
        body["networks"] = {{config.network, Json::object()}};
    }
    if (config.publishPort) {
        body["portmappings"] = Json::array({{{"container_port", *config.publishPort},
                                             {"host_ip", "127.0.0.1"},
                                             {"host_port", 0},
                                             {"protocol", "tcp"}}});
    }
}

std::string targetOf(const SecretReference &secret)
{
    switch (secret.way) {
    case SecretDelivery::Way::Variable:
        return std::string(secretVariablePrefix) + secret.name;
    case SecretDelivery::Way::File:
        return std::string(secretFilePrefix) + secret.name;
    case SecretDelivery::Way::Mount:
        break;
    }
    return secret.name;
}

void addSecrets(const std::vector<SecretReference> &secrets, const std::string &initPath,
                Json &body)
{
    if (secrets.empty()) {
        return;
    }
    if (needsInit(secrets)) {
        body["init"] = true;
        body["init_path"] = initPath;
    }
    // Podman 4.3.1 finds no place for them on a read-only system; in a folder of its own it does,
    // and there berth-init can make the files that belong to the server's user.
    body["mounts"].push_back({{"type", "tmpfs"},
                              {"source", "tmpfs"},
                              {"destination", secretFolder},
                              {"options", {"rw", "nosuid", "nodev", "noexec", "mode=1777"}}});
    for (const SecretReference &secret : secrets) {
        body["secrets"].push_back({{"Source", secret.secretName},
                                   {"Target", targetOf(secret)},
                                   {"UID", 0},
                                   {"GID", 0},
                                   {"Mode", secretFileMode}});
    }
}

std::map<std::uint16_t, std::uint16_t> portsOf(const Json &ports)
{
    std::map<std::uint16_t, std::uint16_t> result;
    if (!ports.is_object()) {
        return result;
    }
    for (const auto &[key, bindings] : ports.items()) {
        std::uint16_t inside = 0;
        std::uint16_t outside = 0;
        const std::string host = bindings.is_array() && !bindings.empty()
                                     ? base::stringOr(bindings.front(), "HostPort")
                                     : std::string();
        std::from_chars(key.data(), key.data() + key.size(), inside);
        std::from_chars(host.data(), host.data() + host.size(), outside);
        if (inside != 0 && outside != 0) {
            result.emplace(inside, outside);
        }
    }
    return result;
}

std::string addressOf(const Json &settings)
{
    std::string address = base::stringOr(settings, "IPAddress");
    const Json &networks = member(settings, "Networks");
    if (address.empty() && networks.is_object()) {
        for (const auto &[name, network] : networks.items()) {
            address = base::stringOr(network, "IPAddress");
            if (!address.empty()) {
                break;
            }
        }
    }
    return address;
}

bool hasController(const Json &controllers, std::string_view name)
{
    return controllers.is_array() &&
           std::any_of(controllers.begin(), controllers.end(), [name](const Json &controller) {
               return controller.is_string() && controller.get<std::string>() == name;
           });
}

} // namespace

bool needsInit(const std::vector<SecretReference> &secrets)
{
    return std::any_of(secrets.begin(), secrets.end(), [](const SecretReference &secret) {
        return secret.way != SecretDelivery::Way::Mount;
    });
}

Json createBody(const ContainerConfig &config, const std::vector<SecretReference> &secrets,
                const std::string &initPath)
{
    Json body = {{"name", config.name},
                 {"image", config.image},
                 {"labels", config.labels},
                 {"stdin", config.stdinOpen},
                 {"init", config.init},
                 {"stop_timeout", config.stopTimeout.count()},
                 {"cap_drop", {"all"}},
                 {"no_new_privileges", config.noNewPrivileges},
                 {"read_only_filesystem", config.readOnlyRoot},
                 {"log_configuration",
                  {{"driver", config.logDriver.empty() ? "k8s-file" : config.logDriver}}}};
    if (config.logBytes) {
        body["log_configuration"]["size"] = *config.logBytes;
    }
    if (!config.command.empty()) {
        body["command"] = config.command;
    }
    if (!config.capAdd.empty()) {
        body["cap_add"] = config.capAdd;
    }
    Json environment = Json::object();
    for (const auto &[name, value] : config.environment) {
        environment[name] = value;
    }
    for (const SecretDelivery &secret : config.secrets) {
        if (secret.value.empty()) {
            environment[secret.name] =
                ""; // Podman refuses empty secrets, and there is nothing to hide
        }
    }
    body["env"] = std::move(environment);
    for (const Rlimit &limit : config.rlimits) {
        body["r_limits"].push_back(
            {{"type", limit.type}, {"soft", limit.soft}, {"hard", limit.hard}});
    }
    if (Json limits = limitsOf(config); !limits.empty()) {
        body["resource_limits"] = std::move(limits);
    }
    addNetwork(config, body);
    addMounts(config, body);
    addWritableFolders(config, body);
    addSecrets(secrets, initPath, body);
    return body;
}

std::string labelFilter(const Labels &labels)
{
    Json filter = Json::array();
    for (const auto &[key, value] : labels) {
        filter.push_back(key + '=' + value);
    }
    return base::toText(Json{{"label", std::move(filter)}});
}

Result<VersionInfo> parseInfo(std::string_view body)
{
    const auto json = parseAnswer(body, "itself");
    if (!json) {
        return base::fail(json.error());
    }
    const Json &host = member(*json, "host");
    const Json &version = member(*json, "version");
    VersionInfo info;
    info.version = base::stringOr(version, "Version");
    info.apiVersion = base::stringOr(version, "APIVersion");
    info.rootless = isTrue(member(member(host, "security"), "rootless"));
    info.runtime = base::stringOr(member(host, "ociRuntime"), "name");
    const bool unified = base::stringOr(host, "cgroupVersion") == "v2";
    const Json &controllers = member(host, "cgroupControllers");
    const bool controlled = hasController(controllers, "memory") &&
                            hasController(controllers, "cpu") && hasController(controllers, "pids");
    info.cgroupLimits = controlled && (unified || !info.rootless);
    if (info.version.empty()) {
        return senseless("itself", body);
    }
    return info;
}

Result<ContainerDetails> parseDetails(std::string_view body)
{
    const auto json = parseAnswer(body, "a container");
    if (!json) {
        return base::fail(json.error());
    }
    const Json &state = member(*json, "State");
    const Json &settings = member(*json, "NetworkSettings");
    ContainerDetails details;
    details.id = base::stringOr(*json, "Id");
    details.name = base::stringOr(*json, "Name");
    details.image = base::stringOr(*json, "ImageName");
    details.bundle = std::filesystem::path(base::stringOr(*json, "OCIConfigPath")).parent_path();
    details.state = base::stringOr(state, "Status");
    details.exitCode = numberOr(member(state, "ExitCode"), 0);
    details.oomKilled = isTrue(member(state, "OOMKilled"));
    details.error = base::stringOr(state, "Error");
    details.pid = numberOr<std::int64_t>(member(state, "Pid"), 0);
    details.startedAt = timeOr(member(state, "StartedAt"));
    details.labels = labelsOf(member(member(*json, "Config"), "Labels"));
    details.ipAddress = addressOf(settings);
    details.hostPorts = portsOf(member(settings, "Ports"));
    if (details.id.empty() || details.state.empty()) {
        return senseless("a container", body);
    }
    return details;
}

Result<std::vector<ContainerSummary>> parseList(std::string_view body)
{
    const auto json = parseAnswer(body, "its containers");
    if (!json || !(json->is_array() || json->is_null())) {
        return senseless("its containers", body);
    }
    std::vector<ContainerSummary> containers;
    for (const Json &entry : *json) {
        ContainerSummary container;
        container.id = base::stringOr(entry, "Id");
        const Json &names = member(entry, "Names");
        if (names.is_array() && !names.empty() && names.front().is_string()) {
            container.name = names.front().get<std::string>();
        }
        container.image = base::stringOr(entry, "Image");
        container.state = base::stringOr(entry, "State");
        container.labels = labelsOf(member(entry, "Labels"));
        container.exitCode = numberOr(member(entry, "ExitCode"), 0);
        container.pid = numberOr<std::int64_t>(member(entry, "Pid"), 0);
        containers.push_back(std::move(container));
    }
    return containers;
}

Result<std::vector<std::string>> parseSecretNames(std::string_view body, std::string_view prefix)
{
    const auto json = parseAnswer(body, "its secrets");
    if (!json) {
        return base::fail(json.error());
    }
    std::vector<std::string> names;
    for (const Json &entry : *json) {
        std::string name = base::stringOr(member(entry, "Spec"), "Name");
        if (!name.empty() && name.rfind(prefix, 0) == 0) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

Result<std::string> parseMember(std::string_view body, std::string_view key)
{
    const auto json = parseAnswer(body, "what it made");
    std::string value = json ? base::stringOr(*json, key) : std::string();
    if (value.empty()) {
        return senseless("what it made", body);
    }
    return value;
}

Result<std::vector<std::string>> parseNames(std::string_view body)
{
    const auto json = parseAnswer(body, "the loaded images");
    if (!json) {
        return base::fail(json.error());
    }
    std::vector<std::string> result;
    for (const Json &name : member(*json, "Names")) {
        if (name.is_string()) {
            result.push_back(name.get<std::string>());
        }
    }
    return result;
}

std::optional<Event> parseEvent(std::string_view line)
{
    const auto json = base::parseJson(line);
    if (!json || base::stringOr(*json, "Type") != "container") {
        return std::nullopt;
    }
    const Json &actor = member(*json, "Actor");
    const Json &attributes = member(actor, "Attributes");
    Event event;
    event.action = base::stringOr(*json, "Action");
    event.containerId = base::stringOr(actor, "ID");
    event.labels = labelsOf(attributes);
    event.time = base::Timestamp(std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::nanoseconds(numberOr<std::int64_t>(member(*json, "timeNano"), 0))));
    const std::string exitCode = base::stringOr(attributes, "containerExitCode");
    std::from_chars(exitCode.data(), exitCode.data() + exitCode.size(), event.exitCode);
    // Podman puts its own facts among the labels.
    for (const char *own : {"containerExitCode", "image", "name", "podId"}) {
        event.labels.erase(own);
    }
    return event;
}

} // namespace berth::podman
