// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/violation_list.h"

#include "base/secret.h"
#include "model/text_rules.h"

#include <utility>

namespace berth::model {

namespace {

/// Credentials hide in the user part of a URL and in its query.
std::string withoutUrlSecrets(std::string_view text)
{
    const std::size_t scheme = text.find("://");
    if (scheme == std::string_view::npos) {
        return std::string(text);
    }
    const bool cut = text.find_first_of("?#") != std::string_view::npos;
    const std::string_view shown = text.substr(0, text.find_first_of("?#"));
    const std::size_t at = shown.rfind('@');
    std::string result(shown.substr(0, scheme + 3));
    if (at != std::string_view::npos && at > scheme) {
        result += std::string(base::secretMask) + std::string(shown.substr(at));
    } else {
        result += shown.substr(scheme + 3);
    }
    return cut ? result + "?…" : result;
}

} // namespace

std::string_view describeType(const base::Json &json)
{
    switch (json.type()) {
    case base::Json::value_t::null:
        return "null";
    case base::Json::value_t::object:
        return "an object";
    case base::Json::value_t::array:
        return "a list";
    case base::Json::value_t::string:
        return "a string";
    case base::Json::value_t::boolean:
        return "a boolean";
    case base::Json::value_t::number_integer:
    case base::Json::value_t::number_unsigned:
        return "an integer";
    case base::Json::value_t::number_float:
        return "a number with a fraction";
    default:
        return "something that is not JSON";
    }
}

std::string describeText(std::string_view text)
{
    // Through JSON: control characters come out escaped, broken UTF-8 replaced.
    return base::toText(base::Json(shorten(withoutUrlSecrets(text))));
}

std::string describeValue(const base::Json &json)
{
    if (json.is_string()) {
        return describeText(json.get_ref<const std::string &>());
    }
    if (json.is_number() || json.is_boolean()) {
        return base::toText(json);
    }
    return std::string(describeType(json));
}

void addViolation(Violations &violations, std::string_view pointer, std::string message,
                  std::string found, std::string expected)
{
    violations.push_back(
        Violation{std::string(pointer), std::move(message), std::move(found), std::move(expected)});
}

base::Error toError(const Violations &violations)
{
    base::Error error{base::ErrorCode::InvalidArgument, {}, {}, {}};
    for (const Violation &violation : violations) {
        if (error.message.empty()) {
            error.field = violation.pointer;
        } else {
            error.message += '\n';
        }
        error.message += violation.message;
        if (!violation.pointer.empty()) {
            error.message += " (at " + violation.pointer + ')';
        }
    }
    if (error.message.empty()) {
        error.message = "The input is not valid.";
    }
    return error;
}

} // namespace berth::model
