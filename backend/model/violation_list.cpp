// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/violation_list.h"

#include "base/secret.h"
#include "model/text_rules.h"

#include <utility>

namespace berth::model {

namespace {

/// Credentials hide in the user part of a URL and in its query. A password may hold any character,
/// so nothing behind the scheme is shown when there may be one.
std::string withoutUrlSecrets(std::string_view text)
{
    const std::size_t scheme = text.find("://");
    if (scheme == std::string_view::npos) {
        return std::string(text);
    }
    const std::string_view rest = text.substr(scheme + 3);
    std::string result(text.substr(0, scheme + 3));
    if (rest.find('@') != std::string_view::npos) {
        return result.append(base::secretMask);
    }
    const std::size_t query = rest.find_first_of("?#");
    result += rest.substr(0, query);
    return query == std::string_view::npos ? result : result + "?…";
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
