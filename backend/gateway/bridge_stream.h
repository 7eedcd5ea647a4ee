// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/event_stream.h"
#include "net/http_server.h"

#include <memory>
#include <string>

namespace berth::gateway {

/// Reads a stream as long as it lives; a newer reader takes the stream over.
class StreamReader
{
public:
    explicit StreamReader(std::shared_ptr<EventStream> stream)
        : m_stream(std::move(stream))
        , m_reader(m_stream->attach())
    {}
    ~StreamReader()
    {
        m_stream->detach(m_reader);
    }
    StreamReader(const StreamReader &) = delete;
    StreamReader &operator=(const StreamReader &) = delete;

    EventStream &stream() const
    {
        return *m_stream;
    }
    bool isCurrent() const
    {
        return m_stream->belongsTo(m_reader);
    }

private:
    std::shared_ptr<EventStream> m_stream;
    EventStream::Reader m_reader;
};

/// Streams that can be taken up again name their events.
enum class EventIds
{
    Given,
    None
};

/// "7-12": the stream and the event.
std::string eventId(std::uint64_t stream, std::uint64_t number);

/// Waits a moment for the answer of a quick call. True when it is there and all there is, so that
/// it need not become a stream.
net::asio::awaitable<bool> isQuick(const StreamReader &reader);

/// Answers with what comes until the stream is done, or is somebody else's. `first` goes before.
net::asio::awaitable<void> writeEvents(net::ServerExchange &exchange, const StreamReader &reader,
                                       std::string first, EventIds ids);

} // namespace berth::gateway
