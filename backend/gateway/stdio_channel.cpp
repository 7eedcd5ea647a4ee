// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/stdio_channel.h"

#include "base/bytes.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <utility>
#include <variant>

namespace berth::gateway {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;

using base::ErrorCode;

namespace {

/// What may wait for a server that does not read, beyond the message that is being added.
constexpr std::size_t waitingBytes = base::mebibyte;
constexpr std::size_t mostOwnBytes = 4U * waitingBytes;

base::Error ended()
{
    return {ErrorCode::ConnectionLost, "The server closed its output."};
}

} // namespace

StdioChannel::StdioChannel(asio::any_io_executor executor, std::unique_ptr<net::RawStream> stream,
                           std::size_t maxLineBytes, MessageLines::Sinks sinks,
                           std::shared_ptr<BackPressure> pressure, Framing framing)
    : m_stream(std::move(stream))
    , m_lines(maxLineBytes, std::move(sinks))
    , m_frames([this](FrameSplitter::Stream source, std::string_view bytes) {
        // Standard error is in the container's log already.
        if (source == FrameSplitter::Stream::Output) {
            m_lines.feed(bytes);
        }
    })
    , m_framing(framing)
    , m_pressure(std::move(pressure))
    , m_hasWork(executor)
    , m_hasRoom(executor)
{}

asio::awaitable<base::Error> StdioChannel::run()
{
    const auto self = shared_from_this();
    auto outcome = co_await (readAll() || writeAll());
    close();
    co_return std::visit([](base::Error &error) { return std::move(error); }, outcome);
}

asio::awaitable<base::Error> StdioChannel::readAll()
{
    while (m_isOpen) {
        co_await m_pressure->wait();
        auto bytes = co_await m_stream->read();
        if (!bytes) {
            co_return std::move(bytes.error());
        }
        if (bytes->empty()) {
            break;
        }
        if (m_framing == Framing::None) {
            m_lines.feed(*bytes);
        } else if (!m_frames.feed(*bytes)) {
            co_return base::Error{ErrorCode::ProtocolError,
                                  "Podman's attach stream has a frame that makes no sense."};
        }
    }
    co_return ended();
}

asio::awaitable<base::Error> StdioChannel::writeAll()
{
    while (m_isOpen) {
        if (m_unwritten.empty()) {
            co_await m_hasWork.wait();
            continue;
        }
        const std::string batch = std::exchange(m_unwritten, {});
        m_hasRoom.beat();
        auto written = co_await m_stream->write(batch);
        if (!written) {
            co_return std::move(written.error());
        }
    }
    co_return ended();
}

net::Task<> StdioChannel::waitForRoom()
{
    const auto self = shared_from_this();
    while (m_isOpen && m_unwritten.size() > waitingBytes) {
        co_await m_hasRoom.wait();
    }
    if (!m_isOpen) {
        co_return base::fail(ended());
    }
    co_return base::Status();
}

void StdioChannel::post(std::string_view line)
{
    if (m_unwritten.size() + line.size() > mostOwnBytes) {
        close();
    } else if (m_isOpen) {
        send(line);
    }
}

void StdioChannel::send(std::string_view line)
{
    const bool wasIdle = m_unwritten.empty();
    m_unwritten.append(line).push_back('\n');
    if (wasIdle) {
        m_hasWork.beat();
    }
}

void StdioChannel::close()
{
    m_isOpen = false;
    m_pressure->end();
    m_stream->close();
    m_hasWork.beat();
    m_hasRoom.beat();
}

} // namespace berth::gateway
