// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/spec_readers.h"
#include "model/text_rules.h"

namespace berth::model {

namespace {

bool has(const base::Json &json, const char *name)
{
    const auto it = json.find(name);
    return it != json.end() && !it->is_null();
}

/// AgentArea's own forms never send `type`; what else is there says what is meant.
bool isUrlType(ObjectReader &reader, const base::Json &json)
{
    const bool endpointOnly =
        (has(json, "endpoint") || has(json, "endpoint_url") || has(json, "url")) &&
        !has(json, "image");
    const std::size_t before = reader.violations().size();
    const std::optional<std::string> type = reader.text({"type"});
    if (!type) {
        return endpointOnly && reader.violations().size() == before;
    }
    const std::string lower = asciiLower(*type);
    if (lower != "docker" && lower != "url") {
        addViolation(reader.violations(), base::appendPointer(reader.pointer(), "type"),
                     "The type " + describeText(*type) + " is not known.", describeText(*type),
                     "\"docker\" or \"url\"");
        return endpointOnly;
    }
    return lower == "url";
}

} // namespace

JsonSpec readJsonSpecAt(const base::Json &json, std::string_view pointer, Violations &violations)
{
    JsonSpec spec;
    if (!json.is_object()) {
        addViolation(violations, pointer, "The json_spec must be an object.",
                     std::string(describeType(json)), "an object");
        return spec;
    }
    ObjectReader reader(json, std::string(pointer), violations);
    base::Json known = base::Json::object();
    if (isUrlType(reader, json)) {
        spec.type = readUrlSpec(reader, known);
    } else {
        spec.type = readDockerSpec(reader, known);
    }
    spec.extra = reader.unknown();
    for (const auto &[key, value] : known.items()) {
        spec.extra[key] = value;
    }
    return spec;
}

Validated<JsonSpec> readJsonSpec(const base::Json &json)
{
    Violations violations;
    JsonSpec spec = readJsonSpecAt(json, {}, violations);
    if (!violations.empty()) {
        return tl::unexpected(std::move(violations));
    }
    return spec;
}

} // namespace berth::model
