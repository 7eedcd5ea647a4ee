// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/event_stream.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <string>

namespace berth::api {

namespace {

constexpr std::chrono::seconds keepAlive{15};

net::asio::awaitable<void> drain(ChunkQueue &queue, net::ServerExchange &exchange)
{
    const std::string comment = ":\n\n";
    // No co_await inside a condition: g++ 12.2 miscompiles that.
    auto chunk = co_await queue.next(keepAlive);
    while (chunk) {
        const base::Status written = co_await exchange.write(chunk->empty() ? comment : *chunk);
        if (!written) {
            break;
        }
        chunk = co_await queue.next(keepAlive);
    }
    co_await exchange.finish();
}

} // namespace

net::asio::awaitable<void> streamEvents(ChunkQueue &queue, net::ServerExchange &exchange)
{
    using namespace net::asio::experimental::awaitable_operators;

    net::HttpResponseHead head;
    head.headers.set("Content-Type", "text/event-stream");
    head.headers.set("Cache-Control", "no-cache");
    const base::Status started = co_await exchange.start(std::move(head));
    if (!started) {
        co_return;
    }
    // Tells the reader that from here on it misses nothing.
    queue.push(": connected\n\n");
    co_await (drain(queue, exchange) || exchange.waitForClose());
}

} // namespace berth::api
