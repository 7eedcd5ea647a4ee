// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/chunk_queue.h"
#include "engine/engine.h"
#include "net/http_server.h"

#include <string>

namespace berth::api {

/// The log of one instance as newline-delimited JSON, {"time", "stream", "text"} a line, or as
/// plain text.
class LogStream
{
public:
    struct Request
    {
        std::string instanceId;
        int tail = 0;
        bool plainText = false;
    };

    LogStream(net::asio::any_io_executor executor, engine::Engine &engine, Request request);

    /// What there is now.
    net::asio::awaitable<net::HttpResponse> read();
    /// Goes on until the container ends or the caller goes away.
    net::asio::awaitable<void> follow(net::ServerExchange &exchange);

private:
    std::string render(const engine::LogLine &line) const;
    std::string renderProblem(const std::string &problem) const;
    std::string contentType() const;
    net::asio::awaitable<void> fill(ChunkQueue &queue);
    net::asio::awaitable<void> drain(ChunkQueue &queue, net::ServerExchange &exchange);

    net::asio::any_io_executor m_executor;
    engine::Engine &m_engine;
    Request m_request;
};

} // namespace berth::api
