// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace berth::gateway {

/// What a look at a message in passing tells. Members that did not show stay empty.
struct RpcFacts
{
    std::string method;
    std::string name;       ///< params.name or params.uri
    std::string clientName; ///< of clientInfo, in params or in its _meta
    std::optional<int> errorCode;
    bool hasResult = false;
    bool hasError = false;
    bool isToolError = false;
    bool isBatch = false;

    bool operator==(const RpcFacts &) const = default;
};

/// Whether params.name, or params.uri, says what a call of `method` is for.
bool namesItsTarget(std::string_view method);

/// Looks at JSON-RPC as it passes by, piece by piece, without keeping or checking it: whoever it is
/// for does that. Looks at the beginning only, so that large messages cost no more than small ones.
class JsonPeek
{
public:
    explicit JsonPeek(std::size_t budget)
        : m_budget(budget)
        , m_left(budget)
    {}

    void feed(std::string_view piece);
    /// A new message begins.
    void restart();
    /// Nothing more will be found.
    bool isDone() const
    {
        return m_isDone;
    }
    /// Whoever asks knows who calls: what the call is for will do.
    void doWithoutClient()
    {
        m_wantsClient = false;
    }
    const RpcFacts &facts() const
    {
        return m_facts;
    }

private:
    static constexpr std::size_t pathDepth = 4;

    std::size_t takeString(std::string_view piece);
    void take(char c);
    void open(bool isObject);
    void close();
    void endString(std::string_view text);
    void endScalar();
    void value(std::string_view text, bool isString);
    bool isObject() const
    {
        return m_depth > 0 && ((m_objects >> (m_depth - 1)) & 1U) != 0;
    }
    std::uint32_t path() const;
    bool knowsCall() const;

    std::size_t m_budget;
    std::size_t m_left;
    bool m_isDone = false;
    bool m_wantsClient = true;
    RpcFacts m_facts;
    std::uint64_t m_objects = 0; ///< bit n: the container at depth n+1 is an object
    std::size_t m_depth = 0;
    std::uint8_t m_path[pathDepth] = {};
    bool m_expectsKey = false;
    bool m_isInString = false;
    bool m_isEscaped = false;
    bool m_hasEscapes = false;
    bool m_captures = false;
    std::string m_text; ///< of a scalar, or of a string that comes in pieces
};

/// The answer to a request: a JSON document, or server-sent events of which one has it.
class AnswerPeek
{
public:
    explicit AnswerPeek(bool isEventStream);

    void feed(std::string_view piece);
    /// All there is of it, at once. Without a member that may be an error it is looked at no
    /// further.
    void feedWhole(std::string_view answer);
    bool isDone() const
    {
        return m_isDone;
    }
    const RpcFacts &facts() const
    {
        return m_json.facts();
    }

private:
    void feedEvents(std::string_view piece);
    void endLine();

    JsonPeek m_json;
    bool m_isEventStream;
    bool m_isDone = false;
    std::size_t m_matched = 0; ///< of "data:" at the beginning of the line
    bool m_isOtherLine = false;
};

} // namespace berth::gateway
