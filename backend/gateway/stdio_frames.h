// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace berth::gateway {

/// Takes Podman's attach stream apart: frames of an 8-byte header (stream, 0, 0, 0, length as a
/// 32-bit big-endian number) and that many bytes. Keeps nothing but an unfinished header.
class FrameSplitter
{
public:
    enum class Stream
    {
        Output = 1,
        Error = 2
    };
    /// Gets the bytes of frames as they come; a frame may come in pieces.
    using Sink = std::function<void(Stream, std::string_view)>;

    explicit FrameSplitter(Sink sink)
        : m_sink(std::move(sink))
    {}

    /// False when a header makes no sense; nothing more can be read then.
    bool feed(std::string_view bytes);

private:
    bool takeHeader();

    Sink m_sink;
    std::string m_header;
    Stream m_stream = Stream::Output;
    std::size_t m_left = 0; ///< of the present frame
    bool m_failed = false;
};

/// Both ends of a line that was too long to keep; where it says whose answer it is is nearly
/// always in one of them.
struct OversizedLine
{
    std::string head;
    std::string tail;
};

/// Cuts a server's output into lines, each a message. Memory is bounded by the limit: of a longer
/// line only its ends are kept.
class MessageLines
{
public:
    struct Sinks
    {
        std::function<void(std::string)> line; ///< without its line feed; never blank
        std::function<void(const OversizedLine &)> oversized;
    };

    MessageLines(std::size_t maxLineBytes, Sinks sinks)
        : m_limit(maxLineBytes)
        , m_sinks(std::move(sinks))
    {}

    void feed(std::string_view bytes);
    std::size_t bufferedBytes() const
    {
        return m_line.size() + m_oversized.head.size() + m_oversized.tail.size();
    }

private:
    void append(std::string_view part);
    void endLine();

    std::size_t m_limit;
    Sinks m_sinks;
    std::string m_line;
    OversizedLine m_oversized;
    bool m_isOversized = false;
};

} // namespace berth::gateway
