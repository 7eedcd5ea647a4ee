// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/bridge_stream.h"

#include "base/bytes.h"
#include "gateway/bridge_rules.h"
#include "net/sse.h"

namespace berth::gateway {

namespace asio = net::asio;
using namespace std::chrono_literals;

namespace {

/// A quick answer is a plain one. What takes longer becomes a stream, which can be taken up again.
constexpr std::chrono::milliseconds quickWithin = 250ms;
constexpr std::chrono::seconds keepAlive = 15s;
constexpr std::size_t batchBytes = 256 * base::kibibyte;
constexpr std::string_view comment = ":\n\n";

net::HttpResponseHead eventStreamHead()
{
    return {status::ok,
            {{"Content-Type", "text/event-stream"},
             {"Cache-Control", "no-cache, no-transform"},
             {"X-Accel-Buffering", "no"}}};
}

/// What waits in the stream, as server-sent events; some of it when it is much.
std::string takeEvents(EventStream &stream, EventIds ids)
{
    std::string text;
    while (text.size() < batchBytes) {
        const auto event = stream.take();
        if (!event) {
            break;
        }
        const std::string id =
            ids == EventIds::Given ? eventId(stream.number(), event->number) : std::string();
        text += net::formatSse({"message", *event->message, id});
    }
    return text;
}

} // namespace

std::string eventId(std::uint64_t stream, std::uint64_t number)
{
    return std::to_string(stream) + '-' + std::to_string(number);
}

asio::awaitable<bool> isQuick(const StreamReader &reader)
{
    EventStream &stream = reader.stream();
    const auto until = std::chrono::steady_clock::now() + quickWithin;
    while (stream.waiting() == 0 && !stream.isFinished() && reader.isCurrent() &&
           std::chrono::steady_clock::now() < until) {
        co_await stream.wait(until);
    }
    co_return stream.isFinished() && stream.waiting() == 1;
}

asio::awaitable<void> writeEvents(net::ServerExchange &exchange, const StreamReader &reader,
                                  std::string first, EventIds ids)
{
    EventStream &stream = reader.stream();
    first += takeEvents(stream, ids);
    auto sent = co_await exchange.start(eventStreamHead(), first);
    while (sent && reader.isCurrent() && !stream.isDone()) {
        const auto silentUntil = std::chrono::steady_clock::now() + keepAlive;
        if (stream.waiting() == 0) {
            co_await stream.wait(silentUntil);
        }
        std::string batch = reader.isCurrent() ? takeEvents(stream, ids) : std::string();
        if (batch.empty() && std::chrono::steady_clock::now() >= silentUntil) {
            batch = comment;
        }
        if (!batch.empty()) {
            sent = co_await exchange.write(batch);
        }
    }
    if (sent && !stream.isBroken()) {
        co_await exchange.finish(); // else the client is cut off and can tell
    }
}

} // namespace berth::gateway
