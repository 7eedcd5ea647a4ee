// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/object_reader.h"

#include "model/text_rules.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace berth::model {

namespace {

std::string lastSegment(std::string_view pointer)
{
    return std::string(pointer.substr(pointer.rfind('/') + 1));
}

} // namespace

ObjectReader::ObjectReader(const base::Json &object, std::string pointer, Violations &violations)
    : m_object(object)
    , m_pointer(std::move(pointer))
    , m_violations(violations)
{}

ObjectReader::Member ObjectReader::find(Names names)
{
    Member found;
    for (const std::string_view name : names) {
        m_known.emplace_back(name);
        const auto it = m_object.find(name);
        if (it == m_object.end() || it->is_null()) {
            continue;
        }
        if (!found) {
            found = Member{&*it, base::appendPointer(m_pointer, name)};
        } else if (*found.value != *it) {
            const std::string first = lastSegment(found.pointer);
            addViolation(m_violations, base::appendPointer(m_pointer, name),
                         "\"" + std::string(name) + "\" and \"" + first +
                             "\" mean the same but differ. Keep only \"" + first + "\".",
                         std::string(describeType(*it)), "only one of the two names");
        }
    }
    return found;
}

void ObjectReader::wrongType(const Member &member, std::string_view expected, Show show)
{
    addViolation(m_violations, member.pointer,
                 "\"" + lastSegment(member.pointer) + "\" must be " + std::string(expected) + ".",
                 show == Show::Value ? describeValue(*member.value)
                                     : std::string(describeType(*member.value)),
                 std::string(expected));
}

std::optional<std::string> ObjectReader::text(Names names, Show show)
{
    const Member member = find(names);
    if (!member) {
        return std::nullopt;
    }
    if (!member.value->is_string()) {
        wrongType(member, "a string", show);
        return std::nullopt;
    }
    return member.value->get_ref<const std::string &>();
}

std::optional<bool> ObjectReader::boolean(Names names)
{
    const Member member = find(names);
    if (!member) {
        return std::nullopt;
    }
    if (!member.value->is_boolean()) {
        wrongType(member, "true or false", Show::Value);
        return std::nullopt;
    }
    return member.value->get<bool>();
}

std::optional<std::int64_t> ObjectReader::integer(Names names, std::int64_t minimum,
                                                  std::int64_t maximum)
{
    const Member member = find(names);
    if (!member) {
        return std::nullopt;
    }
    const base::Json &json = *member.value;
    const bool tooBig = json.is_number_unsigned() &&
                        json.get<std::uint64_t>() >
                            static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!json.is_number_integer() || tooBig || json.get<std::int64_t>() < minimum ||
        json.get<std::int64_t>() > maximum) {
        wrongType(member,
                  "an integer between " + std::to_string(minimum) + " and " +
                      std::to_string(maximum),
                  Show::Value);
        return std::nullopt;
    }
    return json.get<std::int64_t>();
}

std::optional<double> ObjectReader::number(Names names)
{
    const Member member = find(names);
    if (!member) {
        return std::nullopt;
    }
    if (!member.value->is_number() || !std::isfinite(member.value->get<double>())) {
        wrongType(member, "a number", Show::Value);
        return std::nullopt;
    }
    return member.value->get<double>();
}

std::optional<std::vector<std::string>> ObjectReader::texts(Names names)
{
    const Member member = find(names);
    if (!member) {
        return std::nullopt;
    }
    if (!member.value->is_array()) {
        wrongType(member, "a list of strings", Show::TypeOnly);
        return std::nullopt;
    }
    std::vector<std::string> result;
    for (std::size_t i = 0; i < member.value->size(); ++i) {
        const base::Json &element = (*member.value)[i];
        if (!element.is_string()) {
            addViolation(m_violations, base::appendPointer(member.pointer, i),
                         "Every element of \"" + lastSegment(member.pointer) +
                             "\" must be a string.",
                         std::string(describeType(element)), "a string");
        } else if (const auto &text = element.get_ref<const std::string &>(); hasNul(text)) {
            addViolation(m_violations, base::appendPointer(member.pointer, i),
                         "The text holds a NUL character, which nothing can receive.",
                         "a string with NUL", "a string without NUL");
        } else {
            result.push_back(text);
        }
    }
    return result;
}

ObjectReader::Member ObjectReader::object(Names names)
{
    Member member = find(names);
    if (member && !member.value->is_object()) {
        wrongType(member, "an object", Show::TypeOnly);
        return {};
    }
    return member;
}

ObjectReader::Member ObjectReader::list(Names names)
{
    Member member = find(names);
    if (member && !member.value->is_array()) {
        wrongType(member, "a list", Show::TypeOnly);
        return {};
    }
    return member;
}

void ObjectReader::require(std::string_view name, std::string message, std::string expected)
{
    addViolation(m_violations, base::appendPointer(m_pointer, name), std::move(message), "nothing",
                 std::move(expected));
}

base::Json ObjectReader::unknown() const
{
    base::Json rest = base::Json::object();
    for (const auto &[key, value] : m_object.items()) {
        if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) {
            rest[key] = value;
        }
    }
    return rest;
}

std::optional<std::string> scalarText(const base::Json &json)
{
    if (json.is_string()) {
        return json.get_ref<const std::string &>();
    }
    if (json.is_boolean() || json.is_number()) {
        return base::toText(json);
    }
    return std::nullopt;
}

} // namespace berth::model
