// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace berth::redis {

/// What Redis answered (RESP2).
struct Reply
{
    enum class Kind
    {
        Nil,
        Integer,
        Text,  ///< simple or bulk string
        Error, ///< inside an array only; a whole answer that is one becomes base::Error
        Array
    };

    Kind kind = Kind::Nil;
    std::int64_t integer = 0;
    std::string text;
    std::vector<Reply> items;

    bool isText(std::string_view wanted) const
    {
        return kind == Kind::Text && text == wanted;
    }
    bool operator==(const Reply &) const = default;
};

/// Turns the bytes of a connection into replies, however they were cut.
class ReplyParser
{
public:
    /// A reply that is larger than `maxBytes` on the wire is an error.
    explicit ReplyParser(std::size_t maxBytes = defaultMaxBytes);
    ~ReplyParser();
    ReplyParser(ReplyParser &&) noexcept;
    ReplyParser &operator=(ReplyParser &&) noexcept;

    /// ProtocolError from the first byte on that makes no sense; there is no way back then.
    base::Status feed(std::string_view bytes);
    /// The next complete reply, or nothing yet. Errors are those of feed().
    base::Result<std::optional<Reply>> next();

    static constexpr std::size_t defaultMaxBytes = 64U << 20U;

private:
    struct Reader;
    std::unique_ptr<Reader> m_reader;
    std::size_t m_maxBytes;
    std::size_t m_unfinishedBytes = 0; ///< of the reply that is being read
};

/// The error that an error reply means. `text` is the server's own, and goes into the details;
/// `peer` may be empty.
base::Error errorOf(std::string_view text, std::string_view peer);

} // namespace berth::redis
