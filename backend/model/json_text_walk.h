// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Internal to model/.
namespace berth::model {

/// Where in a document a value stands.
struct JsonPlace
{
    struct Step
    {
        bool isObject = false;
        std::string key;    ///< of an object: the member the walk is in
        std::string name;   ///< of an object: its member "name", once seen
        std::string before; ///< of a list: the string before
    };

    std::vector<Step> path; ///< outermost first

    std::string_view key() const
    {
        return path.empty() || !path.back().isObject ? std::string_view() : path.back().key;
    }
    std::string_view name() const
    {
        return path.empty() ? std::string_view() : path.back().name;
    }
    std::string_view before() const
    {
        return path.empty() ? std::string_view() : path.back().before;
    }
};

/// Told of each value; what it returns takes the value's place, as a string.
class JsonTextVisitor
{
public:
    virtual ~JsonTextVisitor() = default;
    virtual std::optional<std::string> string(const JsonPlace &place, const std::string &value) = 0;
    virtual std::optional<std::string> number(const JsonPlace &place, const std::string &value) = 0;
};

/// Goes through text that should be JSON and gives it back with what the visitor replaced. Broken
/// text is read as far as it makes sense, repeated keys are all visited; a string that does not end
/// ends with the text.
std::string walkJsonText(std::string_view text, JsonTextVisitor &visitor);

} // namespace berth::model
