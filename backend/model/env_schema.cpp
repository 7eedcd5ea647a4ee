// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/env_schema.h"

#include "model/server.h"
#include "model/text_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace berth::model {

namespace {

/// The canonical name of a type comes first, then names that other tools use for it.
constexpr std::array<std::pair<std::string_view, EnvType>, 15> typeNames{{
    {"string", EnvType::String},
    {"integer", EnvType::Integer},
    {"number", EnvType::Number},
    {"boolean", EnvType::Boolean},
    {"url", EnvType::Url},
    {"filepath", EnvType::Filepath},
    {"enum", EnvType::Enum},
    {"text", EnvType::String},
    {"str", EnvType::String},
    {"int", EnvType::Integer},
    {"float", EnvType::Number},
    {"bool", EnvType::Boolean},
    {"uri", EnvType::Url},
    {"path", EnvType::Filepath},
    {"file", EnvType::Filepath},
}};

base::Json numberToJson(double number)
{
    constexpr double exactIntegers = 9007199254740992.0; // 2^53
    if (std::trunc(number) == number && std::fabs(number) <= exactIntegers) {
        return static_cast<std::int64_t>(number);
    }
    return number;
}

void putText(base::Json &json, const char *key, const std::string &text)
{
    if (!text.empty()) {
        json[key] = text;
    }
}

base::Json toJson(const EnvVariable &variable)
{
    base::Json json = base::Json::object();
    json["name"] = variable.name;
    json["type"] = envTypeName(variable.type);
    json["description"] = variable.description;
    json["required"] = variable.required;
    json["secret"] = variable.secret;
    if (variable.defaultValue) {
        json["default"] = *variable.defaultValue;
    }
    if (!variable.choices.empty()) {
        json["choices"] = variable.choices;
    }
    putText(json, "format", variable.format);
    putText(json, "placeholder", variable.placeholder);
    if (variable.minimum) {
        json["minimum"] = numberToJson(*variable.minimum);
    }
    if (variable.maximum) {
        json["maximum"] = numberToJson(*variable.maximum);
    }
    putText(json, "pattern", variable.pattern);
    putText(json, "help_url", variable.helpUrl);
    return json;
}

} // namespace

std::string_view envTypeName(EnvType type)
{
    const auto it = std::find_if(typeNames.begin(), typeNames.end(),
                                 [type](const auto &entry) { return entry.second == type; });
    return it == typeNames.end() ? std::string_view("string") : it->first;
}

std::optional<EnvType> envTypeFromName(std::string_view name)
{
    const std::string lower = asciiLower(name);
    const auto it = std::find_if(typeNames.begin(), typeNames.end(),
                                 [&lower](const auto &entry) { return entry.first == lower; });
    return it == typeNames.end() ? std::nullopt : std::optional<EnvType>(it->second);
}

base::Json toJson(const EnvSchema &schema)
{
    base::Json json = base::Json::array();
    for (const EnvVariable &variable : schema) {
        json.push_back(toJson(variable));
    }
    return json;
}

} // namespace berth::model
