// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"

#include <optional>
#include <string>
#include <vector>

namespace berth::model {

enum class EnvType
{
    String,
    Integer,
    Number,
    Boolean,
    Url,
    Filepath,
    Enum
};

/// One variable of a server's env_schema (contract section 2; the extra keys are Berth's).
struct EnvVariable
{
    std::string name;
    EnvType type = EnvType::String;
    std::string description;
    bool required = false;
    bool secret = false;
    std::optional<std::string> defaultValue;
    std::vector<std::string> choices;
    std::string format;
    std::string placeholder;
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::string pattern; ///< RE2 regular expression the whole value must match
    std::string helpUrl;

    bool operator==(const EnvVariable &) const = default;
};

using EnvSchema = std::vector<EnvVariable>;

std::string_view envTypeName(EnvType type);
std::optional<EnvType> envTypeFromName(std::string_view name);

} // namespace berth::model
