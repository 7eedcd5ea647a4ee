// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/violation_list.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace berth::model {

/// Whether a violation may show the value that was found.
enum class Show
{
    Value,
    TypeOnly
};

/// Reads the members of one JSON object, remembers which were asked for, and notes what is wrong.
/// A member that is null counts as absent. The first name of a list is the canonical one.
class ObjectReader
{
public:
    using Names = std::initializer_list<std::string_view>;

    struct Member
    {
        const base::Json *value = nullptr;
        std::string pointer;

        explicit operator bool() const
        {
            return value != nullptr;
        }
    };

    ObjectReader(const base::Json &object, std::string pointer, Violations &violations);

    /// The member under the first of `names` that is there. Two names with different values are
    /// a violation: nobody can tell which one was meant.
    Member find(Names names);

    std::optional<std::string> text(Names names, Show show = Show::Value);
    std::optional<bool> boolean(Names names);
    std::optional<std::int64_t> integer(Names names, std::int64_t minimum, std::int64_t maximum);
    std::optional<double> number(Names names);
    /// The member as a list of strings; elements are never shown in a violation.
    std::optional<std::vector<std::string>> texts(Names names);
    /// The member when it is an object; anything else is a violation.
    Member object(Names names);
    Member list(Names names);

    void require(std::string_view name, std::string message, std::string expected);

    const std::string &pointer() const
    {
        return m_pointer;
    }
    Violations &violations()
    {
        return m_violations;
    }
    /// Members nobody asked for, in their order.
    base::Json unknown() const;

private:
    void wrongType(const Member &member, std::string_view expected, Show show);

    const base::Json &m_object;
    std::string m_pointer;
    Violations &m_violations;
    std::vector<std::string> m_known;
};

/// A string, or a number or boolean as the text a person wrote; nothing for the other types.
std::optional<std::string> scalarText(const base::Json &json);

} // namespace berth::model
