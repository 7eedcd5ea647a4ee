// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/parse_number.h"
#include "base/secret.h"
#include "model/field_readers.h"
#include "model/http_url.h"
#include "model/pattern.h"
#include "model/secret_ref.h"
#include "model/text_rules.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace berth::model {

namespace {

/// What is wrong with a value: both parts empty when it is fine.
struct Problem
{
    std::string message;
    std::string expected;

    explicit operator bool() const
    {
        return !message.empty();
    }
};

std::string numberText(double number)
{
    const bool integral = std::trunc(number) == number && std::fabs(number) < 9e15;
    return integral ? std::to_string(static_cast<std::int64_t>(number))
                    : base::toText(base::Json(number));
}

std::string rangeText(const EnvVariable &variable)
{
    if (variable.minimum && variable.maximum) {
        return " between " + numberText(*variable.minimum) + " and " +
               numberText(*variable.maximum);
    }
    if (variable.minimum) {
        return " of at least " + numberText(*variable.minimum);
    }
    return variable.maximum ? " of at most " + numberText(*variable.maximum) : std::string();
}

Problem checkNumber(const EnvVariable &variable, std::string_view value)
{
    const bool integer = variable.type == EnvType::Integer;
    const std::string kind = integer ? "an integer" : "a number";
    const std::optional<double> number = base::parseNumber<double>(value);
    const bool wellFormed = number && std::isfinite(*number) &&
                            (!integer || base::parseNumber<std::int64_t>(value).has_value());
    if (!wellFormed) {
        return {"must be " + kind, kind + rangeText(variable)};
    }
    if ((variable.minimum && *number < *variable.minimum) ||
        (variable.maximum && *number > *variable.maximum)) {
        return {"is out of range", kind + rangeText(variable)};
    }
    return {};
}

std::string joined(const std::vector<std::string> &choices)
{
    constexpr std::size_t shown = 10;
    std::string text;
    for (std::size_t i = 0; i < choices.size() && i < shown; ++i) {
        text += (i == 0 ? "" : ", ") + describeText(choices[i]);
    }
    return choices.size() > shown ? text + ", …" : text;
}

Problem checkType(const EnvVariable &variable, std::string_view value)
{
    switch (variable.type) {
    case EnvType::Integer:
    case EnvType::Number:
        return checkNumber(variable, value);
    case EnvType::Boolean:
        return value == "true" || value == "false"
                   ? Problem{}
                   : Problem{"must be true or false", "\"true\" or \"false\""};
    case EnvType::Url:
        return isAbsoluteUrl(value)
                   ? Problem{}
                   : Problem{"must be a URL", "an absolute URL such as https://example.org/"};
    case EnvType::Filepath:
        return value.size() <= 4096 && !hasControlCharacter(value)
                   ? Problem{}
                   : Problem{"must be a file path", "a path without control characters"};
    case EnvType::String:
    case EnvType::Enum:
        break;
    }
    return {};
}

Problem checkChoices(const EnvVariable &variable, std::string_view value)
{
    const bool listed = std::find(variable.choices.begin(), variable.choices.end(), value) !=
                        variable.choices.end();
    if (listed || (variable.choices.empty() && variable.type != EnvType::Enum)) {
        return {};
    }
    return {"is none of the choices", "one of " + joined(variable.choices)};
}

Problem checkPattern(const EnvVariable &variable, std::string_view value)
{
    if (variable.pattern.empty()) {
        return {};
    }
    switch (matchPattern(variable.pattern, value)) {
    case PatternMatch::Yes:
        return {};
    case PatternMatch::BadPattern:
        return {"cannot be checked: the server's definition has a pattern that is no usable "
                "regular expression",
                "a corrected pattern in the server's definition"};
    case PatternMatch::ValueTooLong:
        return {"is too long to be checked against its pattern",
                "at most " + std::to_string(maxPatternValueLength) + " bytes"};
    case PatternMatch::No:
        break;
    }
    return {"does not match the pattern", "text that matches " + shorten(variable.pattern, 200)};
}

Problem problemOf(const EnvVariable &variable, std::string_view value)
{
    if (isBlank(value) && variable.required) {
        return {"is required", "a value"};
    }
    if (value.empty()) {
        return {};
    }
    if (looksLikeSecretRef(value)) {
        return parseSecretRef(value) ? Problem{}
                                     : Problem{"starts like a secret reference but is none",
                                               "secret_ref:<NAME> or secret_ref:<scope>:<NAME>"};
    }
    if (hasNul(value) || !utf8Length(value)) {
        return {"is not valid text", "UTF-8 text without NUL"};
    }
    for (const auto check : {checkType, checkChoices, checkPattern}) {
        if (Problem problem = check(variable, value)) {
            return problem;
        }
    }
    return {};
}

const std::string *valueOf(const Environment &environment, const std::string &name)
{
    const auto it = std::find_if(environment.begin(), environment.end(),
                                 [&name](const auto &entry) { return entry.first == name; });
    return it == environment.end() ? nullptr : &it->second;
}

} // namespace

std::optional<Violation> checkValue(const EnvVariable &variable, std::string_view value,
                                    std::string_view pointer)
{
    Problem problem = problemOf(variable, value);
    if (!problem) {
        return std::nullopt;
    }
    const bool masked = variable.secret || looksLikeSecretRef(value);
    std::string found = value.empty() ? std::string("nothing")
                        : masked      ? std::string(base::secretMask)
                                      : describeText(value);
    return Violation{std::string(pointer), shorten(variable.name) + ' ' + problem.message + '.',
                     std::move(found), std::move(problem.expected)};
}

Violations checkEnvironment(const Environment &environment, const EnvSchema &schema)
{
    Violations violations;
    std::set<std::string_view> known;
    for (const EnvVariable &variable : schema) {
        known.insert(variable.name);
        const std::string *value = valueOf(environment, variable.name);
        if (value == nullptr && variable.defaultValue) {
            continue;
        }
        const std::string pointer = base::appendPointer("/environment", variable.name);
        if (auto violation = checkValue(variable, value ? *value : std::string(), pointer)) {
            violations.push_back(std::move(*violation));
        }
    }
    for (const auto &[name, value] : environment) {
        if (!schema.empty() && known.count(name) == 0) {
            addViolation(violations, base::appendPointer("/environment", name),
                         shorten(name) + " is not in the server's env_schema.",
                         "an unknown variable", "one of the variables the server declares");
        }
    }
    return violations;
}

} // namespace berth::model
