// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/rpc_peek.h"

#include "gateway/json_spans.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace berth::gateway {

namespace {

constexpr std::size_t longestText = 256;
constexpr std::size_t deepest = 64;
constexpr std::size_t answerBudget = 65536;
constexpr std::string_view dataField = "data:";

enum Key : std::uint8_t
{
    Other,
    Method,
    Params,
    Name,
    Uri,
    ClientInfo,
    Meta,
    MetaClientInfo,
    Error,
    Code,
    Result,
    IsError
};

struct NamedKey
{
    std::string_view name;
    Key key;
};

constexpr std::array<NamedKey, 11> keys{{{"method", Method},
                                         {"params", Params},
                                         {"name", Name},
                                         {"uri", Uri},
                                         {"clientInfo", ClientInfo},
                                         {"_meta", Meta},
                                         {"io.modelcontextprotocol/clientInfo", MetaClientInfo},
                                         {"error", Error},
                                         {"code", Code},
                                         {"result", Result},
                                         {"isError", IsError}}};

Key keyOf(std::string_view text)
{
    for (const auto &[name, key] : keys) {
        if (name.size() == text.size() && name.front() == text.front() && name == text) {
            return key;
        }
    }
    return Other;
}

constexpr std::uint32_t pathOf(Key first, Key second = Other, Key third = Other, Key fourth = Other)
{
    return static_cast<std::uint32_t>(first) | static_cast<std::uint32_t>(second) << 8U |
           static_cast<std::uint32_t>(third) << 16U | static_cast<std::uint32_t>(fourth) << 24U;
}

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// Whether there may be an "error", or an "isError" that is not false.
bool speaksOfError(std::string_view text)
{
    constexpr std::string_view endOfBothKeys = "rror\"";
    constexpr std::string_view blanks = " \t\r\n";
    for (auto at = text.find(endOfBothKeys); at != std::string_view::npos;
         at = text.find(endOfBothKeys, at + 1)) {
        std::string_view rest = text.substr(at + endOfBothKeys.size());
        rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(blanks)));
        const bool isKey = rest.starts_with(':');
        rest.remove_prefix(isKey ? 1 : 0);
        rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(blanks)));
        if (isKey && !rest.starts_with("false")) {
            return true;
        }
    }
    return false;
}

} // namespace

bool namesItsTarget(std::string_view method)
{
    return method == "tools/call" || method == "prompts/get" || method == "resources/read";
}

void JsonPeek::restart()
{
    m_facts = {};
    m_left = m_budget;
    m_isDone = false;
    m_objects = 0;
    m_depth = 0;
    m_expectsKey = m_isInString = m_isEscaped = m_captures = false;
    m_text.clear();
}

void JsonPeek::feed(std::string_view piece)
{
    piece = piece.substr(0, m_left);
    m_left -= piece.size();
    while (!piece.empty() && !m_isDone) {
        if (m_isInString) {
            piece.remove_prefix(takeString(piece));
        } else {
            take(piece.front());
            piece.remove_prefix(1);
        }
    }
    m_isDone = m_isDone || m_left == 0;
}

/// Strings are most of a message. Takes what `piece` has of this one and says how much that was.
std::size_t JsonPeek::takeString(std::string_view piece)
{
    std::size_t end = 0;
    bool isEscaped = m_isEscaped;
    bool hasEscapes = m_hasEscapes;
    for (; end < piece.size() && (isEscaped || piece[end] != '"'); ++end) {
        isEscaped = !isEscaped && piece[end] == '\\';
        hasEscapes = hasEscapes || isEscaped;
    }
    m_isEscaped = isEscaped;
    m_hasEscapes = hasEscapes;
    const std::string_view text = piece.substr(0, end);
    m_isInString = end == piece.size();
    if (m_isInString) {
        if (m_captures && m_text.size() <= longestText) {
            m_text.append(text.substr(0, longestText + 1 - m_text.size()));
        }
        return end;
    }
    if (m_captures &&
        m_text.size() + text.size() <= longestText) { // else too long to be of interest
        endString(m_text.empty() ? text : m_text.append(text));
    }
    m_text.clear();
    return end + 1;
}

std::uint32_t JsonPeek::path() const
{
    return m_depth == 0 || m_depth > pathDepth
               ? 0
               : pathOf(static_cast<Key>(m_path[0]), static_cast<Key>(m_path[1]),
                        static_cast<Key>(m_path[2]), static_cast<Key>(m_path[3]));
}

void JsonPeek::take(char c)
{
    if (c == '"') {
        m_isInString = true;
        m_captures = m_depth <= pathDepth && (m_expectsKey || path() != 0);
        m_hasEscapes = false;
        m_text.clear();
    } else if (c == '{' || c == '[') {
        open(c == '{');
    } else if (c == '}' || c == ']') {
        endScalar();
        close();
    } else if (c == ',') {
        endScalar();
        m_expectsKey = isObject();
    } else if (c == ':') {
        m_expectsKey = false;
        m_text.clear();
    } else if (path() != 0 && !isSpace(c) && m_text.size() < longestText) {
        m_text += c;
    }
}

void JsonPeek::open(bool isObject)
{
    if (m_depth == 0 && !isObject) {
        m_facts.isBatch = true;
        m_isDone = true;
        return;
    }
    if (path() == pathOf(Result)) {
        m_facts.hasResult = true;
    } else if (path() == pathOf(Error)) {
        m_facts.hasError = true;
    }
    if (m_depth == deepest) {
        m_isDone = true;
        return;
    }
    const auto bit = std::uint64_t(1) << m_depth;
    m_objects = isObject ? m_objects | bit : m_objects & ~bit;
    if (m_depth < pathDepth) {
        std::fill(std::begin(m_path) + static_cast<std::ptrdiff_t>(m_depth), std::end(m_path),
                  static_cast<std::uint8_t>(Other));
    }
    ++m_depth;
    m_expectsKey = isObject;
    m_text.clear();
}

void JsonPeek::close()
{
    if (m_depth > 0) {
        --m_depth;
    }
    if (m_depth < pathDepth) {
        std::fill(std::begin(m_path) + static_cast<std::ptrdiff_t>(m_depth), std::end(m_path),
                  static_cast<std::uint8_t>(Other));
    }
    m_expectsKey = false;
    m_isDone = m_depth == 0;
}

/// `text`: as it stands in the message, without the quotes.
void JsonPeek::endString(std::string_view text)
{
    if (m_expectsKey) {
        m_path[m_depth - 1] = keyOf(text);
    } else if (!m_hasEscapes) {
        value(text, true);
    } else if (const auto decoded = decodedString('"' + std::string(text) + '"')) {
        value(*decoded, true);
    }
}

void JsonPeek::endScalar()
{
    if (!m_text.empty() && !m_expectsKey) {
        value(m_text, false);
    }
    m_text.clear();
}

void JsonPeek::value(std::string_view text, bool isString)
{
    if (!isObject()) {
        return;
    }
    const std::uint32_t at = path();
    m_facts.hasResult = m_facts.hasResult || at == pathOf(Result);
    if (isString && at == pathOf(Method)) {
        m_facts.method = text;
    } else if (isString && (at == pathOf(Params, Name) || at == pathOf(Params, Uri))) {
        m_facts.name = text;
    } else if (isString && (at == pathOf(Params, ClientInfo, Name) ||
                            at == pathOf(Params, Meta, MetaClientInfo, Name))) {
        m_facts.clientName = text;
    } else if (!isString && at == pathOf(Error, Code)) {
        int code = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), code).ec == std::errc()) {
            m_facts.errorCode = code;
        }
    } else if (!isString && at == pathOf(Result, IsError)) {
        m_facts.isToolError = text == "true";
    }
    m_isDone = !m_wantsClient && knowsCall();
}

bool JsonPeek::knowsCall() const
{
    return !m_facts.method.empty() && (!m_facts.name.empty() || !namesItsTarget(m_facts.method));
}

AnswerPeek::AnswerPeek(bool isEventStream)
    : m_json(answerBudget)
    , m_isEventStream(isEventStream)
{}

void AnswerPeek::feed(std::string_view piece)
{
    if (m_isDone) {
        return;
    }
    if (m_isEventStream) {
        feedEvents(piece);
    } else {
        m_json.feed(piece);
        m_isDone = m_json.isDone();
    }
}

void AnswerPeek::feedWhole(std::string_view answer)
{
    if (!m_isEventStream && !speaksOfError(answer)) {
        m_isDone = true;
        return;
    }
    feed(answer);
}

void AnswerPeek::feedEvents(std::string_view piece)
{
    while (!piece.empty() && !m_isDone) {
        const auto end = std::min(piece.find('\n'), piece.size());
        std::string_view line = piece.substr(0, end);
        while (!line.empty() && m_matched < dataField.size() && !m_isOtherLine) {
            m_isOtherLine = line.front() != dataField[m_matched];
            ++m_matched;
            line.remove_prefix(1);
        }
        if (!m_isOtherLine && !line.empty() && !m_json.isDone()) {
            m_json.feed(line);
        }
        if (end == piece.size()) {
            return;
        }
        endLine();
        piece.remove_prefix(end + 1);
    }
}

void AnswerPeek::endLine()
{
    if (!m_isOtherLine && m_matched == dataField.size()) {
        // Whatever comes before the answer is a notification or a request of the server.
        m_isDone = m_json.facts().hasResult || m_json.facts().hasError;
        if (!m_isDone) {
            m_json.restart();
        }
    }
    m_matched = 0;
    m_isOtherLine = false;
}

} // namespace berth::gateway
