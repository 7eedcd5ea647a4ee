// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

namespace berth::base {

namespace {

bool nestsDeeperThan(std::string_view text, int limit)
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                inString = false;
            }
            continue;
        }
        if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > limit) {
                return true;
            }
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<Json> parseJson(std::string_view text)
{
    if (nestsDeeperThan(text, maxJsonDepth)) {
        return fail(ErrorCode::InvalidArgument,
                    "The JSON text is nested deeper than " + std::to_string(maxJsonDepth)
                        + " levels.");
    }
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const nlohmann::json::parse_error &error) {
        return fail(ErrorCode::InvalidArgument,
                    "The text is not valid JSON: error at byte " + std::to_string(error.byte)
                        + ".");
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
