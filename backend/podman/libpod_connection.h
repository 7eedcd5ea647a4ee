// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_client.h"
#include "podman/api_request.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace berth::podman {

/// Exchanges with the libpod API: answers of 400 and above become errors, transport errors say
/// what was being done.
class LibpodConnection
{
public:
    LibpodConnection(net::asio::any_io_executor executor, net::Endpoint endpoint);

    const net::Endpoint &endpoint() const
    {
        return m_http.endpoint();
    }
    /// A whole exchange; `timeout` zero: no limit.
    net::Task<net::HttpResponse> exchange(ApiRequest request, std::chrono::milliseconds timeout);
    /// Like exchange(), with the content of a file as the body; never the whole file in memory.
    net::Task<net::HttpResponse> upload(ApiRequest request, std::string file,
                                        std::string_view contentType);
    /// Pieces of a streamed answer until it ends. `onBytes` returning an error ends the stream with
    /// it.
    net::Task<> stream(ApiRequest request, std::function<base::Status(std::string_view)> onBytes);
    net::Task<std::unique_ptr<net::RawStream>> hijack(ApiRequest request,
                                                      std::chrono::milliseconds timeout);

private:
    /// Reads the answer whole and takes errors out.
    static net::Task<net::HttpResponse>
    finish(base::Result<std::unique_ptr<net::HttpStream>> opened, std::string task);

    net::HttpClient m_http;
};

} // namespace berth::podman
