// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"
#include "model/environment_reader.h"
#include "model/field_readers.h"
#include "model/secret_ref.h"
#include "model/spec_readers.h"
#include "model/text_rules.h"

#include <algorithm>
#include <limits>
#include <set>

#include <re2/re2.h>

namespace berth::model {

namespace {

bool matches(std::string_view text, const RE2 &grammar)
{
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), grammar);
}

bool isResourceName(std::string_view text)
{
    static const RE2 grammar("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}", RE2::Quiet);
    return matches(text, grammar);
}

bool isAbsolutePath(std::string_view text)
{
    static const RE2 parentStep("(?:^|.*/)\\.\\.(?:/.*|$)", RE2::Quiet);
    return text.starts_with('/') && text.size() <= 4096 && utf8Length(text).has_value() &&
           !hasControlCharacter(text) && !matches(text, parentStep);
}

void readImage(ObjectReader &reader, DockerSpec &spec)
{
    const ObjectReader::Member member = reader.find({"image"});
    if (!member) {
        reader.require("image", "The image is missing.",
                       "an image reference, for example ghcr.io/org/server:1.2");
    } else if (const auto image = reader.text({"image"})) {
        spec.image = *image;
        const Violations found = checkImage(spec.image, member.pointer);
        reader.violations().insert(reader.violations().end(), found.begin(), found.end());
    }
}

void readTransport(ObjectReader &reader, DockerSpec &spec)
{
    const std::optional<std::string> name = reader.text({"transport"});
    if (!name) {
        return;
    }
    std::string lower = asciiLower(*name);
    std::replace(lower.begin(), lower.end(), '_', '-');
    if (lower == "streamable-http" || lower == "streamablehttp" || lower == "http") {
        spec.transport = Transport::StreamableHttp;
    } else if (lower == "sse") {
        spec.transport = Transport::Sse;
    } else if (lower == "stdio") {
        spec.transport = Transport::Stdio;
    } else {
        addViolation(reader.violations(), base::appendPointer(reader.pointer(), "transport"),
                     "The transport " + describeText(*name) + " is not known.", describeText(*name),
                     "\"streamable-http\", \"sse\" or \"stdio\"");
    }
}

void readPath(ObjectReader &reader, DockerSpec &spec)
{
    const std::optional<std::string> path = reader.text({"path"});
    if (path && !isUrlPath(*path)) {
        addViolation(reader.violations(), base::appendPointer(reader.pointer(), "path"),
                     "The path under which the server answers is no URL path.", describeText(*path),
                     "a path that starts with \"/\", such as \"/mcp\"");
    } else if (path) {
        spec.path = *path;
    }
}

/// A quantity that may be written as a string or as a bare number.
template <typename Parse>
std::optional<std::string> readQuantity(ObjectReader &reader, std::string_view name, Parse parse,
                                        std::int64_t minimum, std::string_view expected)
{
    const ObjectReader::Member member = reader.find({name});
    if (!member) {
        return std::nullopt;
    }
    const bool scalar = member.value->is_string() || member.value->is_number();
    const std::optional<std::string> text = scalar ? scalarText(*member.value) : std::nullopt;
    const auto quantity = parse(text.value_or(std::string()));
    if (!quantity || *quantity < minimum) {
        addViolation(reader.violations(), member.pointer,
                     '"' + std::string(name) + "\" is no usable limit.",
                     describeValue(*member.value), std::string(expected));
        return std::nullopt;
    }
    return text;
}

void readResources(ObjectReader &reader, Resources &resources, base::Json &extra)
{
    constexpr std::int64_t leastMemory = 4LL * 1024 * 1024;
    constexpr std::int64_t leastCpu = 10; // thousandths: the kernel's shortest quota is 1 ms
    const ObjectReader::Member member = reader.object({"resources"});
    if (!member) {
        return;
    }
    ObjectReader limits(*member.value, member.pointer, reader.violations());
    resources.memoryLimit = readQuantity(limits, "memory_limit", parseMemory, leastMemory,
                                         "an amount such as \"256m\" or \"1g\", at least \"4m\"");
    resources.cpuLimit = readQuantity(limits, "cpu_limit", parseCpu, leastCpu,
                                      "a number of cores such as \"0.5\", at least \"0.01\"");
    resources.pidsLimit = limits.integer({"pids_limit"}, 1, 4194304);
    keepUnknown(limits, "resources", extra);
}

/// A secret mounted as a file: nobody can write into its store through it.
void checkSecretVolume(const Volume &volume, const std::string &pointer, Violations &violations)
{
    if (!parseSecretRef(volume.source)) {
        addViolation(violations, base::appendPointer(pointer, "source"),
                     "The secret reference is not well-formed.", std::string(base::secretMask),
                     "\"secret_ref:NAME\" or \"secret_ref:SCOPE:NAME\"");
    }
    if (!volume.readOnly) {
        addViolation(violations, base::appendPointer(pointer, "read_only"),
                     "A secret is mounted for reading only.", "false", "true");
    }
}

std::optional<Volume> readVolume(const base::Json &json, const std::string &pointer,
                                 Violations &violations)
{
    if (!json.is_object()) {
        addViolation(violations, pointer, "A volume must be an object.",
                     std::string(describeType(json)),
                     "an object with source, destination and read_only");
        return std::nullopt;
    }
    ObjectReader reader(json, pointer, violations);
    const std::size_t before = violations.size();
    Volume volume;
    volume.source = reader.text({"source"}).value_or(std::string());
    volume.destination = reader.text({"destination"}).value_or(std::string());
    volume.readOnly = reader.boolean({"read_only"}).value_or(true);
    if (violations.size() == before) {
        if (looksLikeSecretRef(volume.source)) {
            checkSecretVolume(volume, pointer, violations);
        } else if (!isAbsolutePath(volume.source) && !isResourceName(volume.source)) {
            addViolation(violations, base::appendPointer(pointer, "source"),
                         "The volume's source is neither an absolute path nor a volume's name.",
                         describeText(volume.source), "\"/absolute/path\" or \"volume-name\"");
        }
        if (!isAbsolutePath(volume.destination) || volume.destination == "/") {
            addViolation(violations, base::appendPointer(pointer, "destination"),
                         "The volume's destination is no absolute path below \"/\".",
                         describeText(volume.destination), "\"/absolute/path\"");
        }
    }
    return volume;
}

void readVolumes(ObjectReader &reader, DockerSpec &spec)
{
    const ObjectReader::Member member = reader.list({"volumes"});
    if (!member) {
        return;
    }
    std::set<std::string> destinations;
    for (std::size_t i = 0; i < member.value->size(); ++i) {
        const std::string pointer = base::appendPointer(member.pointer, i);
        const auto volume = readVolume((*member.value)[i], pointer, reader.violations());
        if (!volume) {
            continue;
        }
        if (!destinations.insert(volume->destination).second) {
            addViolation(reader.violations(), base::appendPointer(pointer, "destination"),
                         "Two volumes have the same destination.",
                         describeText(volume->destination), "a destination of its own");
        }
        spec.volumes.push_back(*volume);
    }
}

void readNetwork(ObjectReader &reader, DockerSpec &spec)
{
    const std::optional<std::string> network = reader.text({"network"});
    if (network && !network->empty() && !isResourceName(*network)) {
        addViolation(reader.violations(), base::appendPointer(reader.pointer(), "network"),
                     "The network's name is not allowed.", describeText(*network),
                     "\"none\", \"bridge\", \"host\" or a network's name");
    }
    spec.network = network.value_or(std::string());
}

void readIsolation(ObjectReader &reader, Isolation &isolation, base::Json &extra)
{
    static const RE2 capability("(?i:CAP_)?[A-Za-z][A-Za-z0-9_]{0,62}", RE2::Quiet);
    const ObjectReader::Member member = reader.object({"isolation"});
    if (!member) {
        return;
    }
    ObjectReader fields(*member.value, member.pointer, reader.violations());
    isolation.capAdd = fields.texts({"cap_add"}).value_or(std::vector<std::string>());
    isolation.readOnlyRoot = fields.boolean({"read_only_root"}).value_or(false);
    for (const std::string &name : isolation.capAdd) {
        if (!matches(name, capability)) {
            addViolation(reader.violations(), base::appendPointer(member.pointer, "cap_add"),
                         "The name of a capability is not allowed.", describeText(name),
                         "a capability's name such as \"CAP_NET_BIND_SERVICE\"");
        }
    }
    keepUnknown(fields, "isolation", extra);
}

} // namespace

namespace {

/// {"NAME": "file" or "environment"}; the latter is what everything else gets anyway. What stands
/// there instead may be the secret itself and is not quoted.
void readSecretDelivery(ObjectReader &reader, DockerSpec &spec)
{
    const ObjectReader::Member member = reader.object({"secret_delivery"});
    if (!member) {
        return;
    }
    for (const auto &[name, way] : member.value->items()) {
        const std::string pointer = base::appendPointer(member.pointer, name);
        if (!isEnvName(name)) {
            addViolation(reader.violations(), pointer,
                         "The name of an environment variable is not allowed.", describeText(name),
                         "letters, digits and _, not starting with a digit");
        } else if (way == "file") {
            spec.secretFiles.insert(name);
        } else if (way != "environment") {
            addViolation(reader.violations(), pointer, "A secret is delivered in one of two ways.",
                         std::string(describeType(way)), "\"environment\" or \"file\"");
        }
    }
}

} // namespace

DockerSpec readDockerSpec(ObjectReader &reader, base::Json &extra)
{
    DockerSpec spec;
    readImage(reader, spec);
    spec.port = static_cast<std::uint16_t>(reader.integer({"port"}, 1, 65535).value_or(spec.port));
    spec.environment = readEnvironment(reader);
    readSecretDelivery(reader, spec);
    spec.command = reader.texts({"cmd", "command"}).value_or(std::vector<std::string>());
    readTransport(reader, spec);
    readPath(reader, spec);
    readResources(reader, spec.resources, extra);
    readHealthCheck(reader, spec.healthCheck, extra);
    readVolumes(reader, spec);
    readNetwork(reader, spec);
    readIsolation(reader, spec.isolation, extra);
    readDuration(reader, "startup_timeout", spec.startupTimeout);
    readGatewayOptions(reader, spec, extra);
    return spec;
}

} // namespace berth::model
