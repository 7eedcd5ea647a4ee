// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/log_stream.h"

#include "api/reply.h"
#include "base/json.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <utility>

namespace berth::api {

using base::Json;

namespace {

/// Lines a reader may be behind before it is cut off.
constexpr std::size_t maxLinesBehind = 200000;
constexpr std::chrono::seconds keepAlive{15};

} // namespace

LogStream::LogStream(net::asio::any_io_executor executor, engine::Engine &engine, Request request)
    : m_executor(std::move(executor))
    , m_engine(engine)
    , m_request(std::move(request))
{}

net::asio::awaitable<net::HttpResponse> LogStream::read()
{
    net::HttpResponse response;
    const auto onLine = [this, &response](const engine::LogLine &line) {
        response.body += render(line);
    };
    const auto done =
        co_await m_engine.followLogs(m_request.instanceId, m_request.tail, false, onLine);
    if (!done) {
        co_return errorReply(done.error());
    }
    response.headers.set("Content-Type", contentType());
    co_return response;
}

net::asio::awaitable<void> LogStream::follow(net::ServerExchange &exchange)
{
    using namespace net::asio::experimental::awaitable_operators;

    net::HttpResponseHead head;
    head.headers.set("Content-Type", contentType());
    head.headers.set("Cache-Control", "no-cache");
    const base::Status started = co_await exchange.start(std::move(head));
    if (!started) {
        co_return;
    }
    ChunkQueue queue(m_executor, maxLinesBehind);
    co_await ((fill(queue) && drain(queue, exchange)) || exchange.waitForClose());
}

net::asio::awaitable<void> LogStream::fill(ChunkQueue &queue)
{
    const auto onLine = [this, &queue](const engine::LogLine &line) { queue.push(render(line)); };
    const auto done =
        co_await m_engine.followLogs(m_request.instanceId, m_request.tail, true, onLine);
    if (!done) {
        queue.push(renderProblem(done.error().message));
    }
    queue.close();
}

net::asio::awaitable<void> LogStream::drain(ChunkQueue &queue, net::ServerExchange &exchange)
{
    // No co_await inside a condition: g++ 12.2 miscompiles that.
    auto chunk = co_await queue.next(keepAlive);
    while (chunk) {
        base::Status written;
        if (!chunk->empty()) {
            written = co_await exchange.write(*chunk);
        }
        if (!written) {
            break;
        }
        chunk = co_await queue.next(keepAlive);
    }
    if (queue.overflowed()) {
        const std::string problem = renderProblem("The log came faster than it was read.");
        co_await exchange.write(problem);
    }
    co_await exchange.finish();
}

std::string LogStream::contentType() const
{
    return m_request.plainText ? "text/plain; charset=utf-8" : "application/x-ndjson";
}

std::string LogStream::render(const engine::LogLine &line) const
{
    if (m_request.plainText) {
        return line.text + '\n';
    }
    Json json = Json::object();
    json["time"] = base::toRfc3339(line.time);
    json["stream"] = line.standardError ? "stderr" : "stdout";
    json["text"] = line.text;
    return base::toText(json) + '\n';
}

std::string LogStream::renderProblem(const std::string &problem) const
{
    if (m_request.plainText) {
        return problem + '\n';
    }
    Json json = Json::object();
    json["error"] = problem;
    return base::toText(json) + '\n';
}

} // namespace berth::api
