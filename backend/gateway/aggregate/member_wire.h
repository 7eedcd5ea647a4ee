// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/forwarding.h"
#include "gateway/gateway.h"
#include "gateway/rpc_message.h"
#include "net/http_client.h"
#include "net/sse.h"

#include <functional>
#include <memory>
#include <string>

namespace berth::gateway {

/// The events of one response, as messages.
class MemberEvents
{
public:
    explicit MemberEvents(std::unique_ptr<net::HttpStream> stream);

    /// ConnectionLost at the end.
    net::Task<RpcMessage> next();
    /// Of the event that came last and had an id.
    const std::string &lastId() const
    {
        return m_lastId;
    }

private:
    std::unique_ptr<net::HttpStream> m_stream;
    net::SseParser m_parser;
    std::string m_lastId;
};

/// Requests to the Streamable HTTP endpoint that a route leads to. Confined to one executor.
class MemberWire
{
public:
    MemberWire(const net::asio::any_io_executor &executor, Route route);

    const Route &route() const
    {
        return m_route;
    }
    net::Task<std::unique_ptr<net::HttpStream>> post(std::string body, net::Headers headers);
    net::Task<std::unique_ptr<net::HttpStream>> get(net::Headers headers);
    net::Task<net::HttpResponse> erase(net::Headers headers);

    /// Why there is no stream with that status, as a sentence about the member.
    base::Error refusal(int status, const std::string &body) const;

private:
    net::HttpRequest request(std::string method, net::Headers headers) const;

    Route m_route;
    RequestHeaders m_headers;
    net::HttpClient m_http;
};

bool isEventStream(const net::HttpStream &stream);
bool isSuccess(int status);

} // namespace berth::gateway
