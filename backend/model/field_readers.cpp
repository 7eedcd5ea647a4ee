// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/field_readers.h"

#include "base/secret.h"
#include "model/secret_ref.h"
#include "model/text_rules.h"

namespace berth::model {

namespace {

constexpr const char *expectedDuration =
    "a duration such as \"30s\", \"500ms\" or \"2m\", or a number of seconds; at most 24h";

std::optional<std::chrono::milliseconds> durationFrom(const base::Json &json)
{
    constexpr std::chrono::milliseconds longest = std::chrono::hours(24);
    std::optional<std::chrono::milliseconds> duration;
    if (json.is_string() || json.is_number()) {
        const auto text = scalarText(json);
        if (const auto parsed = parseDuration(*text)) {
            duration = *parsed;
        }
    }
    const bool usable = duration && duration->count() > 0 && *duration <= longest;
    return usable ? duration : std::nullopt;
}

} // namespace

void readDuration(ObjectReader &reader, std::string_view name, std::chrono::milliseconds &target)
{
    const ObjectReader::Member member = reader.find({name});
    if (!member) {
        return;
    }
    if (const auto duration = durationFrom(*member.value)) {
        target = *duration;
    } else {
        addViolation(reader.violations(), member.pointer,
                     '"' + std::string(name) + "\" is no usable duration.",
                     describeValue(*member.value), expectedDuration);
    }
}

bool isUrlPath(std::string_view path)
{
    return path.starts_with('/') && path.size() <= 2048 && !hasControlCharacter(path) &&
           utf8Length(path).has_value() && path.find_first_of(" #") == std::string_view::npos;
}

void readHealthCheck(ObjectReader &reader, HealthCheck &target, base::Json &extra)
{
    constexpr std::string_view name = "health_check";
    const ObjectReader::Member member = reader.find({name});
    if (!member) {
        return;
    }
    std::optional<std::string> path;
    std::string pathPointer = member.pointer;
    if (member.value->is_object()) {
        ObjectReader check(*member.value, member.pointer, reader.violations());
        pathPointer = base::appendPointer(member.pointer, "path");
        path = check.text({"path"});
        readDuration(check, "interval", target.interval);
        readDuration(check, "timeout", target.timeout);
        if (const auto retries = check.integer({"retries"}, 0, 100)) {
            target.retries = static_cast<int>(*retries);
        }
        keepUnknown(check, name, extra);
    } else if (member.value->is_string()) {
        path = member.value->get<std::string>();
    } else {
        addViolation(reader.violations(), member.pointer,
                     "\"health_check\" must be an object or a path.",
                     std::string(describeType(*member.value)),
                     "an object with path, interval, timeout and retries, or a path");
    }
    if (path && !path->empty() && !isUrlPath(*path)) {
        addViolation(reader.violations(), pathPointer, "The health check's path is no URL path.",
                     describeText(*path), "a path that starts with \"/\", such as \"/health\"");
    }
    target.path = path.value_or(std::string());
}

void checkSecretRef(std::string_view value, std::string_view pointer, Violations &violations)
{
    // Every holder will do: only what no variable could hold is wrong here.
    if (looksLikeSecretRef(value) && !secretRefOf(value, "holder")) {
        addViolation(
            violations, pointer, "The value starts like a secret reference but is none.",
            std::string(base::secretMask),
            "secret_ref:<NAME> or secret_ref:<scope>:<NAME>, with letters, digits and _ - . "
            "only");
    }
}

void keepUnknown(const ObjectReader &reader, std::string_view name, base::Json &extra)
{
    if (base::Json unknown = reader.unknown(); !unknown.empty()) {
        extra[std::string(name)] = std::move(unknown);
    }
}

} // namespace berth::model
