// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/json_spans.h"

#include "base/json.h"

#include <algorithm>
#include <array>

namespace berth::gateway {

namespace {

constexpr int maxDepth = 256;
constexpr std::size_t usualMembers = 4; ///< of a message

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Length of the well-formed UTF-8 sequence at the start of `text` (RFC 3629); 0 when it is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&byte](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    const unsigned second = byte(1);
    if (first >= 0xC2U && first <= 0xDFU) {
        return follows(1) ? 2 : 0;
    }
    if (first >= 0xE0U && first <= 0xEFU) {
        const bool isOverlong = first == 0xE0U && second < 0xA0U;
        const bool isSurrogate = first == 0xEDU && second > 0x9FU;
        return follows(1) && follows(2) && !isOverlong && !isSurrogate ? 3 : 0;
    }
    if (first >= 0xF0U && first <= 0xF4U) {
        const bool isOverlong = first == 0xF0U && second < 0x90U;
        const bool isTooLarge = first == 0xF4U && second > 0x8FU;
        return follows(1) && follows(2) && follows(3) && !isOverlong && !isTooLarge ? 4 : 0;
    }
    return 0;
}

/// By byte: is it one character of a string, that ends or escapes nothing? Every message is walked
/// through, and its strings are most of it.
constexpr std::array<bool, 256> plainCharacters = [] {
    std::array<bool, 256> table{};
    for (unsigned c = 0x20U; c < 0x80U; ++c) {
        table[c] = c != '"' && c != '\\';
    }
    return table;
}();

/// Walks over JSON text, checking it, without taking anything out of it.
class Cursor
{
public:
    Cursor(std::string_view text, std::size_t position, JsonStrings strings)
        : m_text(text)
        , m_position(position)
        , m_strings(strings)
    {}

    std::size_t position() const
    {
        return m_position;
    }
    bool atEnd() const
    {
        return m_position >= m_text.size();
    }

    void skipSpace()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) {
            ++m_position;
        }
    }

    bool take(char c)
    {
        if (peek() != c) {
            return false;
        }
        ++m_position;
        return true;
    }

    /// `visit(name, value)` gets the quoted name and the value of each member as places.
    template <typename Visit>
    bool object(int depth, Visit visit)
    {
        take('{');
        skipSpace();
        if (take('}')) {
            return true;
        }
        do {
            skipSpace();
            const std::size_t nameBegin = m_position;
            if (!string()) {
                return false;
            }
            const Span name{nameBegin, m_position};
            skipSpace();
            if (!take(':')) {
                return false;
            }
            skipSpace();
            const std::size_t valueBegin = m_position;
            if (!value(depth + 1)) {
                return false;
            }
            visit(name, Span{valueBegin, m_position});
            skipSpace();
        } while (take(','));
        return take('}');
    }

    bool value(int depth)
    {
        if (depth > maxDepth) {
            return false;
        }
        switch (peek()) {
        case '{':
            return object(depth, [](Span, Span) {});
        case '[':
            return array(depth);
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
        }
    }

private:
    char peek() const
    {
        return atEnd() ? '\0' : m_text[m_position];
    }

    bool word(std::string_view expected)
    {
        if (m_text.substr(m_position, expected.size()) != expected) {
            return false;
        }
        m_position += expected.size();
        return true;
    }

    bool array(int depth)
    {
        take('[');
        skipSpace();
        if (take(']')) {
            return true;
        }
        do {
            skipSpace();
            if (!value(depth + 1)) {
                return false;
            }
            skipSpace();
        } while (take(','));
        return take(']');
    }

    bool string()
    {
        if (!take('"')) {
            return false;
        }
        while (!atEnd()) {
            skipPlain();
            const auto byte = static_cast<unsigned char>(peek());
            if (byte == '"') {
                ++m_position;
                return true;
            }
            if (byte == '\\') {
                if (!escape()) {
                    return false;
                }
                continue;
            }
            const bool isByte = byte >= 0x80U && m_strings == JsonStrings::AsTheyAre;
            const std::size_t length = isByte ? 1 : sequenceLength(m_text.substr(m_position));
            if (length == 0) {
                return false;
            }
            m_position += length;
        }
        return false;
    }

    void skipPlain()
    {
        std::size_t position = m_position;
        while (position < m_text.size() &&
               plainCharacters[static_cast<unsigned char>(m_text[position])]) {
            ++position;
        }
        m_position = position;
    }

    bool escape()
    {
        constexpr std::string_view simple = "\"\\/bfnrt";
        constexpr std::size_t hexDigits = 4;
        ++m_position;
        const char kind = peek();
        ++m_position;
        if (kind != 'u') {
            return kind != '\0' && simple.find(kind) != std::string_view::npos;
        }
        for (std::size_t i = 0; i < hexDigits; ++i, ++m_position) {
            if (!isHexDigit(peek())) {
                return false;
            }
        }
        return true;
    }

    bool digits()
    {
        const std::size_t begin = m_position;
        while (isDigit(peek())) {
            ++m_position;
        }
        return m_position > begin;
    }

    bool number()
    {
        take('-');
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_position;
            if (peek() == '+' || peek() == '-') {
                ++m_position;
            }
            return digits();
        }
        return true;
    }

    std::string_view m_text;
    std::size_t m_position;
    JsonStrings m_strings;
};

std::string nameOf(std::string_view quoted)
{
    if (quoted.find('\\') == std::string_view::npos) {
        return std::string(quoted.substr(1, quoted.size() - 2));
    }
    return decodedString(quoted).value_or(std::string());
}

bool isNamed(std::string_view quoted, std::string_view name)
{
    return quoted.find('\\') == std::string_view::npos ? quoted.substr(1, quoted.size() - 2) == name
                                                       : nameOf(quoted) == name;
}

} // namespace

std::optional<std::vector<JsonMember>> findMembers(std::string_view text, JsonStrings strings)
{
    std::vector<JsonMember> members;
    members.reserve(usualMembers);
    Cursor cursor(text, 0, strings);
    cursor.skipSpace();
    if (cursor.atEnd() || text[cursor.position()] != '{') {
        return std::nullopt;
    }
    const auto keep = [&members, text](Span name, Span value) {
        members.push_back({nameOf(name.in(text)), value});
    };
    if (!cursor.object(0, keep)) {
        return std::nullopt;
    }
    cursor.skipSpace();
    if (!cursor.atEnd()) {
        return std::nullopt;
    }
    return members;
}

std::vector<JsonMember> membersAt(std::string_view text, Span object)
{
    std::vector<JsonMember> members;
    if (!object.isEmpty() && text[object.begin] == '{') {
        Cursor cursor(text, object.begin, JsonStrings::AsTheyAre);
        cursor.object(0, [&members, text](Span name, Span value) {
            members.push_back({nameOf(name.in(text)), value});
        });
    }
    return members;
}

Span memberAt(std::string_view text, Span object, std::string_view name)
{
    Span found;
    if (!object.isEmpty() && text[object.begin] == '{') {
        Cursor cursor(text, object.begin, JsonStrings::AsTheyAre);
        cursor.object(0, [&found, text, name](Span quoted, Span value) {
            if (found.isEmpty() && isNamed(quoted.in(text), name)) {
                found = value;
            }
        });
    }
    return found;
}

std::vector<Span> elementsAt(std::string_view text, Span array)
{
    std::vector<Span> elements;
    if (array.end - array.begin < 2 || text[array.begin] != '[') {
        return elements;
    }
    int depth = 0;
    bool inString = false;
    std::size_t begin = array.begin + 1;
    for (std::size_t i = begin; i < array.end; ++i) {
        const char c = text[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        } else if (depth == 0 && (c == ',' || c == ']')) {
            elements.push_back({begin, i});
            begin = i + 1;
        }
    }
    return elements;
}

Span valueOf(const std::vector<JsonMember> &members, std::string_view name)
{
    const auto found =
        std::find_if(members.begin(), members.end(),
                     [name](const JsonMember &member) { return member.name == name; });
    return found == members.end() ? Span{} : found->value;
}

std::optional<std::string> decodedString(std::string_view value)
{
    if (value.size() < 2 || value.front() != '"') {
        return std::nullopt;
    }
    if (value.find('\\') == std::string_view::npos) {
        return std::string(value.substr(1, value.size() - 2));
    }
    const auto json = base::parseJson(value);
    if (!json || !json->is_string()) {
        return std::nullopt;
    }
    return json->get<std::string>();
}

bool isBlank(std::string_view text, Span object)
{
    const auto next = text.find_first_not_of(" \t\r\n", object.begin + 1);
    return next != std::string_view::npos && text[next] == '}';
}

std::string withReplacements(std::string_view text, std::vector<Replacement> replacements)
{
    std::sort(replacements.begin(), replacements.end(),
              [](const auto &a, const auto &b) { return a.place.begin < b.place.begin; });
    std::string result;
    result.reserve(text.size() + 64);
    std::size_t copied = 0;
    for (const Replacement &replacement : replacements) {
        result.append(text.substr(copied, replacement.place.begin - copied));
        result.append(replacement.text);
        copied = replacement.place.end;
    }
    result.append(text.substr(copied));
    return result;
}

Replacement insertion(std::string_view text, Span object, std::string members)
{
    return {{object.begin, object.begin + 1},
            '{' + std::move(members) + (isBlank(text, object) ? "" : ",")};
}

} // namespace berth::gateway
