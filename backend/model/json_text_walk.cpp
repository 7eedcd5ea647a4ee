// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/json_text_walk.h"

#include "base/json.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace berth::model {

namespace {

/// Deeper levels are walked, but not told apart.
constexpr std::size_t deepestPath = 128;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isNumberPart(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

void appendUtf8(std::string &text, std::uint32_t code)
{
    const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | (code >> 6));
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3F));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

/// The four hex digits at `at`.
std::optional<std::uint32_t> hexUnit(std::string_view text, std::size_t at)
{
    std::uint32_t unit = 0;
    if (at + 4 > text.size()) {
        return std::nullopt;
    }
    const char *end = text.data() + at + 4;
    const auto [last, error] = std::from_chars(text.data() + at, end, unit, 16);
    return error == std::errc() && last == end ? std::optional(unit) : std::nullopt;
}

/// Reads the escape whose letter stands at `at` and moves on behind it.
void decodeEscape(std::string_view raw, std::size_t &at, std::string &text)
{
    static constexpr std::string_view letters = "bfnrt";
    static constexpr std::string_view meanings = "\b\f\n\r\t";
    const char letter = raw[at++];
    if (const std::size_t index = letters.find(letter); index != std::string_view::npos) {
        text += meanings[index];
        return;
    }
    const auto unit = letter == 'u' ? hexUnit(raw, at) : std::nullopt;
    if (!unit) {
        text += letter;
        return;
    }
    at += 4;
    std::uint32_t code = *unit;
    const bool isHigh = code >= 0xD800 && code < 0xDC00;
    if (isHigh && raw.substr(at, 2) == "\\u") {
        const auto low = hexUnit(raw, at + 2);
        if (low && *low >= 0xDC00 && *low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (*low - 0xDC00);
            at += 6;
        }
    }
    appendUtf8(text, code);
}

std::string decode(std::string_view raw)
{
    if (raw.find('\\') == std::string_view::npos) {
        return std::string(raw);
    }
    std::string text;
    text.reserve(raw.size());
    for (std::size_t at = 0; at < raw.size();) {
        const char c = raw[at++];
        if (c == '\\' && at < raw.size()) {
            decodeEscape(raw, at, text);
        } else {
            text += c;
        }
    }
    return text;
}

class Walk
{
public:
    Walk(std::string_view text, JsonTextVisitor &visitor)
        : m_text(text)
        , m_visitor(visitor)
    {
        m_result.reserve(text.size());
    }

    std::string run()
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                takeString();
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                takeNumber();
            } else {
                takeMark(c);
            }
        }
        return std::move(m_result);
    }

private:
    void takeMark(char c)
    {
        if (c == '{' || c == '[') {
            if (m_place.path.size() < deepestPath) {
                m_place.path.push_back({c == '{', {}, {}, {}});
            } else {
                ++m_untracked;
            }
        } else if (c == '}' || c == ']') {
            if (m_untracked > 0) {
                --m_untracked;
            } else if (!m_place.path.empty()) {
                m_place.path.pop_back();
            }
        }
        m_result += c;
        ++m_at;
    }

    void takeString()
    {
        const std::size_t begin = m_at + 1;
        std::size_t end = begin;
        while (end < m_text.size() && m_text[end] != '"') {
            end += m_text[end] == '\\' ? 2 : 1;
        }
        end = std::min(end, m_text.size());
        std::string value = decode(m_text.substr(begin, end - begin));
        const std::size_t start = std::exchange(m_at, std::min(end + 1, m_text.size()));
        JsonPlace::Step *step = m_place.path.empty() ? nullptr : &m_place.path.back();
        if (step != nullptr && step->isObject && isFollowedByColon()) {
            m_result.append(m_text.substr(start, m_at - start));
            step->key = std::move(value);
            return;
        }
        put(m_visitor.string(m_place, value), m_text.substr(start, m_at - start));
        if (step != nullptr && step->isObject && step->key == "name") {
            step->name = std::move(value);
        } else if (step != nullptr && !step->isObject) {
            step->before = std::move(value);
        }
    }

    void takeNumber()
    {
        const std::size_t start = m_at;
        while (m_at < m_text.size() && isNumberPart(m_text[m_at])) {
            ++m_at;
        }
        const std::string_view number = m_text.substr(start, m_at - start);
        put(m_visitor.number(m_place, std::string(number)), number);
    }

    void put(const std::optional<std::string> &replacement, std::string_view original)
    {
        if (replacement) {
            m_result += base::toText(base::Json(*replacement));
        } else {
            m_result.append(original);
        }
    }

    bool isFollowedByColon() const
    {
        std::size_t at = m_at;
        while (at < m_text.size() && isSpace(m_text[at])) {
            ++at;
        }
        return at < m_text.size() && m_text[at] == ':';
    }

    std::string_view m_text;
    JsonTextVisitor &m_visitor;
    std::string m_result;
    JsonPlace m_place;
    std::size_t m_at = 0;
    std::size_t m_untracked = 0;
};

} // namespace

std::string walkJsonText(std::string_view text, JsonTextVisitor &visitor)
{
    return Walk(text, visitor).run();
}

} // namespace berth::model
