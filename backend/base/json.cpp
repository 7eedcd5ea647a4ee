// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <array>

namespace berth::base {

namespace {

/// ordered_json looks keys up one by one, so a wide hostile object would cost quadratic time.
constexpr int maxJsonMembers = 4096;

enum class Shape
{
    Fine,
    TooDeep,
    TooWide
};

/// Looks at brackets and commas only; whether the text is JSON at all is the parser's business.
class ShapeCheck
{
public:
    Shape run(std::string_view text)
    {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (m_inString) {
                i += c == '\\' ? 1 : 0;
                m_inString = c != '"';
            } else if (const Shape shape = outside(c); shape != Shape::Fine) {
                return shape;
            }
        }
        return Shape::Fine;
    }

private:
    struct Level
    {
        bool isObject = false;
        int commas = 0;
    };

    Shape outside(char c)
    {
        if (c == '"') {
            m_inString = true;
        } else if (c == '{' || c == '[') {
            if (m_depth == maxJsonDepth) {
                return Shape::TooDeep;
            }
            m_levels[static_cast<std::size_t>(m_depth++)] = Level{c == '{', 0};
        } else if ((c == '}' || c == ']') && m_depth > 0) {
            --m_depth;
        } else if (c == ',' && m_depth > 0) {
            Level &level = m_levels[static_cast<std::size_t>(m_depth - 1)];
            if (level.isObject && ++level.commas >= maxJsonMembers) {
                return Shape::TooWide;
            }
        }
        return Shape::Fine;
    }

    std::array<Level, maxJsonDepth> m_levels{};
    int m_depth = 0;
    bool m_inString = false;
};

} // namespace

Result<Json> parseJson(std::string_view text)
{
    const Shape shape = ShapeCheck().run(text);
    if (shape == Shape::TooDeep) {
        return fail(ErrorCode::InvalidArgument, "The JSON text is nested deeper than " +
                                                    std::to_string(maxJsonDepth) + " levels.");
    }
    if (shape == Shape::TooWide) {
        return fail(ErrorCode::InvalidArgument, "The JSON text has an object with more than " +
                                                    std::to_string(maxJsonMembers) + " members.");
    }
    // Not left to the parser, which takes NUL for the end and what follows for nothing.
    if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
        return fail(ErrorCode::InvalidArgument,
                    "The text is not valid JSON: error at byte " + std::to_string(nul + 1) + ".");
    }
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const nlohmann::json::parse_error &error) {
        return fail(ErrorCode::InvalidArgument, "The text is not valid JSON: error at byte " +
                                                    std::to_string(error.byte) + ".");
    } catch (const nlohmann::json::exception &) {
        return fail(ErrorCode::InvalidArgument,
                    "The JSON text holds a number that is out of range.");
    }
}

std::string toText(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string toPrettyText(const Json &json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string appendPointer(std::string_view pointer, std::string_view key)
{
    std::string result(pointer);
    result += '/';
    for (const char c : key) {
        if (c == '~') {
            result += "~0";
        } else if (c == '/') {
            result += "~1";
        } else {
            result += c;
        }
    }
    return result;
}

std::string appendPointer(std::string_view pointer, std::size_t index)
{
    return std::string(pointer) + '/' + std::to_string(index);
}

std::string stringOr(const Json &object, std::string_view key, std::string_view fallback)
{
    if (object.is_object()) {
        const auto it = object.find(key);
        if (it != object.end() && it->is_string()) {
            return it->get_ref<const std::string &>();
        }
    }
    return std::string(fallback);
}

} // namespace berth::base
