// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/spec_readers.h"

#include <algorithm>

namespace berth::model {

namespace {

void append(Violations &violations, const Violations &more)
{
    violations.insert(violations.end(), more.begin(), more.end());
}

/// The name of a server or an instance, which has to be there.
std::string readName(ObjectReader &reader)
{
    if (!reader.find({"name"})) {
        reader.require("name", "The name is missing.",
                       "1 to 255 characters, not blank, no control characters");
        return {};
    }
    const std::optional<std::string> name = reader.text({"name"});
    if (name) {
        append(reader.violations(),
               checkName(*name, base::appendPointer(reader.pointer(), "name")));
    }
    return name.value_or(std::string());
}

void readImage(ObjectReader &reader, Server &server)
{
    const ObjectReader::Names names{"docker_image_url", "docker_image", "image"};
    const ObjectReader::Member member = reader.find(names);
    if (!member) {
        reader.require("docker_image_url", "The image is missing.",
                       "an image reference, for example ghcr.io/org/server:1.2");
    } else if (!member.value->is_string()) {
        addViolation(reader.violations(), member.pointer, "The image must be a string.",
                     describeValue(*member.value), "an image reference");
    } else {
        server.dockerImageUrl = member.value->get<std::string>();
        append(reader.violations(), checkImage(server.dockerImageUrl, member.pointer));
    }
}

void checkLine(ObjectReader &reader, const char *name, const std::string &text)
{
    constexpr const char *expected = "1 to 255 characters, not blank, no control characters";
    for (Violation violation : checkName(text, base::appendPointer(reader.pointer(), name))) {
        violation.message = '"' + std::string(name) + "\" is not usable.";
        violation.expected = expected;
        reader.violations().push_back(std::move(violation));
    }
}

} // namespace

Validated<Server> readServer(const base::Json &json)
{
    Violations violations;
    Server server;
    if (!json.is_object()) {
        addViolation(violations, {}, "A server must be an object.", std::string(describeType(json)),
                     "an object");
        return tl::unexpected(std::move(violations));
    }
    ObjectReader reader(json, {}, violations);
    server.name = readName(reader);
    server.description = reader.text({"description"}).value_or(std::string());
    readImage(reader, server);
    server.version = reader.text({"version"}).value_or(server.version);
    checkLine(reader, "version", server.version);
    server.tags = reader.texts({"tags"}).value_or(std::vector<std::string>());
    server.status = reader.text({"status"}).value_or(server.status);
    checkLine(reader, "status", server.status);
    server.isPublic = reader.boolean({"is_public"}).value_or(false);
    if (const auto schema = reader.find({"env_schema", "env_vars"})) {
        server.envSchema = readEnvSchemaAt(*schema.value, schema.pointer, violations);
    }
    server.cmd = reader.texts({"cmd", "command"});
    if (!violations.empty()) {
        return tl::unexpected(std::move(violations));
    }
    return server;
}

Validated<InstanceDraft> readInstanceDraft(const base::Json &json)
{
    Violations violations;
    InstanceDraft draft;
    if (!json.is_object()) {
        addViolation(violations, {}, "An instance must be an object.",
                     std::string(describeType(json)), "an object");
        return tl::unexpected(std::move(violations));
    }
    ObjectReader reader(json, {}, violations);
    draft.name = readName(reader);
    draft.description = reader.text({"description"}).value_or(std::string());
    draft.serverSpecId = reader.text({"server_spec_id"});
    if (draft.serverSpecId) {
        checkLine(reader, "server_spec_id", *draft.serverSpecId);
    }
    if (const auto spec = reader.find({"json_spec"})) {
        draft.spec = readJsonSpecAt(*spec.value, spec.pointer, violations);
    } else {
        reader.require("json_spec", "The json_spec is missing.", "an object");
    }
    if (!violations.empty()) {
        return tl::unexpected(std::move(violations));
    }
    return draft;
}

} // namespace berth::model
