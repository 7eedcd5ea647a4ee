// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzz/properties.h"

#include "base/clock.h"
#include "model/secret_ref.h"
#include "model/validation.h"

#include <algorithm>

namespace berth::fuzz {

namespace {

using base::Json;

std::string violationsProblem(const model::Violations &violations)
{
    if (violations.empty()) {
        return "A refused document has no violation.";
    }
    for (const model::Violation &violation : violations) {
        if (violation.message.empty() || violation.found.empty() || violation.expected.empty()) {
            return "A violation lacks its message, what was found or what is expected.";
        }
        if (!violation.pointer.empty() && violation.pointer.front() != '/') {
            return "A violation's pointer is no JSON pointer.";
        }
    }
    return model::toError(violations).message.empty() ? "The error has no message." : "";
}

/// A draft has no writer of its own; its body is what the API receives.
Json bodyOf(const model::InstanceDraft &draft)
{
    Json json = Json::object();
    json["name"] = draft.name;
    json["description"] = draft.description;
    if (draft.serverSpecId) {
        json["server_spec_id"] = *draft.serverSpecId;
    }
    json["json_spec"] = model::toJson(draft.spec);
    return json;
}

const auto written = [](const auto &value) { return toJson(value); };

/// What is read from `bytes` must be readable again from its own JSON, without a difference.
template <typename Read, typename Write>
std::string roundTripProblem(std::string_view bytes, Read read, Write write)
{
    const base::Result<Json> json = base::parseJson(bytes);
    if (!json) {
        return json.error().message.empty() ? "The error has no message." : "";
    }
    const auto value = read(*json);
    if (!value) {
        return violationsProblem(value.error());
    }
    const base::Result<Json> text = base::parseJson(base::toText(write(*value)));
    if (!text) {
        return "What was written is no JSON.";
    }
    const auto again = read(*text);
    if (!again) {
        return "What was written is refused: " + model::toError(again.error()).message;
    }
    return *again == *value ? "" : "What was written reads back as something else.";
}

} // namespace

std::string jsonSpecProperty(std::string_view bytes)
{
    return roundTripProblem(bytes, model::readJsonSpec, written);
}

std::string serverProperty(std::string_view bytes)
{
    return roundTripProblem(bytes, model::readServer, written);
}

std::string envSchemaProperty(std::string_view bytes)
{
    return roundTripProblem(bytes, model::readEnvSchema, written);
}

std::string instanceDraftProperty(std::string_view bytes)
{
    return roundTripProblem(bytes, model::readInstanceDraft, bodyOf);
}

/// The first line is an env_schema, the rest a value that is checked against each variable.
std::string envValueProperty(std::string_view bytes)
{
    const std::size_t line = std::min(bytes.find('\n'), bytes.size());
    const std::string_view value = bytes.substr(std::min(line + 1, bytes.size()));
    const base::Result<Json> json = base::parseJson(bytes.substr(0, line));
    if (!json) {
        return {};
    }
    const auto schema = model::readEnvSchema(*json);
    if (!schema) {
        return violationsProblem(schema.error());
    }
    model::Environment environment;
    for (const model::EnvVariable &variable : *schema) {
        environment.emplace_back(variable.name, value);
        const auto violation = model::checkValue(variable, value, "/environment/x");
        if (violation && violation->message.empty()) {
            return "A violation has no message.";
        }
        // A short value can stand in the variable's name or in its choices by chance.
        if (violation && variable.secret && value.size() > 300 &&
            (violation->message + violation->found).find(value) != std::string::npos) {
            return "A violation shows a secret.";
        }
    }
    const model::Violations violations = model::checkEnvironment(environment, *schema);
    return violations.empty() ? "" : violationsProblem(violations);
}

std::string secretRefProperty(std::string_view bytes)
{
    const auto ref = model::parseSecretRef(bytes);
    const auto loose = model::secretRefOf(bytes, "HOLDER");
    if (!ref) {
        return !loose || *loose == model::SecretRef{{}, "HOLDER"}
                   ? ""
                   : "A loose reference stands for something else.";
    }
    if (loose != ref) {
        return "A reference is read in two ways.";
    }
    if (!model::looksLikeSecretRef(bytes)) {
        return "A reference does not look like one.";
    }
    if (model::toText(*ref) != bytes) {
        return "A reference is written differently.";
    }
    return model::parseSecretRef(model::toText(*ref)) == ref ? ""
                                                             : "A reference reads differently.";
}

std::string imageReferenceProperty(std::string_view bytes)
{
    const model::Violations violations = model::checkImage(bytes, "/image");
    if (!violations.empty()) {
        return violationsProblem(violations);
    }
    const bool plain = std::all_of(bytes.begin(), bytes.end(),
                                   [](char c) { return c > ' ' && static_cast<int>(c) < 0x7f; });
    return plain && bytes.front() != '-' ? "" : "An image with strange characters is accepted.";
}

std::string quantityProperty(std::string_view bytes)
{
    const auto memory = model::parseMemory(bytes);
    const auto cpu = model::parseCpu(bytes);
    if ((memory && *memory <= 0) || (cpu && *cpu <= 0)) {
        return "A limit is not greater than zero.";
    }
    const auto duration = model::parseDuration(bytes);
    if (!duration) {
        return {};
    }
    const auto again = model::parseDuration(model::formatDuration(*duration));
    return duration->count() >= 0 && again && *again == *duration
               ? ""
               : "A duration reads back as another one.";
}

std::string timestampProperty(std::string_view bytes)
{
    const auto time = base::parseRfc3339(bytes);
    if (!time) {
        return {};
    }
    const auto again = base::parseRfc3339(base::toRfc3339(*time));
    return again && *again == *time ? "" : "A time reads back as another one.";
}

} // namespace berth::fuzz
