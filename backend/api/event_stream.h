// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/chunk_queue.h"
#include "net/http_server.h"

namespace berth::api {

/// Answers with server-sent events from `queue` until the reader goes or is too far behind.
net::asio::awaitable<void> streamEvents(ChunkQueue &queue, net::ServerExchange &exchange);

} // namespace berth::api
