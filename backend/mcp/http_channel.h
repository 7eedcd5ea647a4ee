// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "net/http_client.h"
#include "net/task.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace berth::mcp {

/// What came back for one POST.
struct ChannelReply
{
    int status = 0;
    net::Headers headers;
    std::optional<base::Json> message; ///< the JSON-RPC answer, when there is one
    std::string excerpt;               ///< beginning of a body that is no answer

    bool succeeded() const
    {
        return status >= 200 && status < 300;
    }
};

/// Carries single JSON-RPC messages to one Streamable HTTP endpoint and their answers back, as
/// JSON or out of an event stream. Bounded in time and size. Confined to one executor.
class HttpChannel
{
public:
    struct Target
    {
        net::Endpoint endpoint;
        std::string path;
        net::Headers headers; ///< sent with every request; their values appear in no error
        std::string hostHeader;
        std::string caFile;            ///< PEM, trusted beside the system's authorities
        std::string pinnedFingerprint; ///< SHA-256 of the one certificate that is trusted
    };

    using ServerRequestHandler = std::function<net::asio::awaitable<void>(base::Json)>;
    using NotificationHandler = std::function<void(const base::Json &)>;

    HttpChannel(net::asio::any_io_executor executor, Target target,
                std::chrono::milliseconds connectTimeout);

    /// Requests of the server that arrive on the stream of an answer go here.
    void onServerRequest(ServerRequestHandler handler)
    {
        m_onServerRequest = std::move(handler);
    }
    /// Notifications of the server that arrive on the stream of an answer go here.
    void onNotification(NotificationHandler handler)
    {
        m_onNotification = std::move(handler);
    }

    /// Sends a request and waits for the answer with `id`.
    net::Task<ChannelReply> request(base::Json message, std::int64_t id, net::Headers headers,
                                    std::chrono::milliseconds timeout);
    /// Sends a notification or an answer.
    net::Task<ChannelReply> notify(base::Json message, net::Headers headers,
                                   std::chrono::milliseconds timeout);
    /// DELETE, which ends a session.
    net::Task<> erase(net::Headers headers, std::chrono::milliseconds timeout);

    /// "http://127.0.0.1:8000/mcp", for messages.
    std::string address() const;
    /// `text` with the values of our own headers masked and cut to a readable length.
    std::string presentable(std::string text) const;

private:
    net::HttpRequest makeRequest(const std::string &method, const net::Headers &headers) const;
    net::Task<ChannelReply> exchange(base::Json message, std::optional<std::int64_t> id,
                                     net::Headers headers, std::chrono::milliseconds timeout);
    net::Task<> readReply(net::HttpStream &stream, std::optional<std::int64_t> id,
                          ChannelReply &reply);
    net::Task<> readEvents(net::HttpStream &stream, std::int64_t id, ChannelReply &reply);
    base::Error explained(base::Error error) const;
    base::Error timedOut(std::chrono::milliseconds timeout) const;

    net::asio::any_io_executor m_executor;
    Target m_target;
    net::HttpClient m_http;
    ServerRequestHandler m_onServerRequest;
    NotificationHandler m_onNotification;
};

} // namespace berth::mcp
