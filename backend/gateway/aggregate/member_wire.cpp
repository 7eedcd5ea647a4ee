// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/member_wire.h"

#include "base/bytes.h"
#include "gateway/forwarding.h"

#include <utility>

namespace berth::gateway {

using base::ErrorCode;

namespace {

constexpr std::size_t maxEventBytes = 64 * base::mebibyte;
constexpr std::chrono::milliseconds courtesyTimeout{2000};
constexpr int unauthorized = 401;
constexpr int forbidden = 403;

net::HttpClient::Options clientOptions()
{
    net::HttpClient::Options options;
    options.maxIdleConnections = 16;
    return options;
}

} // namespace

MemberEvents::MemberEvents(std::unique_ptr<net::HttpStream> stream)
    : m_stream(std::move(stream))
    , m_parser(maxEventBytes)
{}

net::Task<RpcMessage> MemberEvents::next()
{
    while (true) {
        while (auto event = m_parser.next()) {
            if (!event->id.empty()) {
                m_lastId = event->id;
            }
            auto message = readServerMessage(std::move(event->data));
            if (message) {
                co_return std::move(*message);
            }
        }
        if (m_parser.failed()) {
            co_return base::fail(ErrorCode::LimitReached, "An event of it is too large.");
        }
        auto piece = co_await m_stream->read();
        if (!piece) {
            co_return base::fail(std::move(piece.error()));
        }
        if (piece->empty()) {
            co_return base::fail(ErrorCode::ConnectionLost, "Its event stream ended.");
        }
        m_parser.feed(*piece);
    }
}

MemberWire::MemberWire(const net::asio::any_io_executor &executor, Route route)
    : m_route(std::move(route))
    , m_headers(m_route)
    , m_http(executor, m_route.upstream, clientOptions())
{}

net::HttpRequest MemberWire::request(std::string method, net::Headers headers) const
{
    net::HttpRequest request;
    request.method = std::move(method);
    request.target = upstreamTarget(m_route, {});
    request.headers = m_headers.with(headers);
    return request;
}

net::Task<std::unique_ptr<net::HttpStream>> MemberWire::post(std::string body, net::Headers headers)
{
    headers.set("Content-Type", "application/json");
    headers.set("Accept", "application/json, text/event-stream");
    net::HttpRequest question = request("POST", std::move(headers));
    question.body = std::move(body);
    return m_http.open(std::move(question), m_route.headTimeout);
}

net::Task<std::unique_ptr<net::HttpStream>> MemberWire::get(net::Headers headers)
{
    headers.set("Accept", "text/event-stream");
    return m_http.open(request("GET", std::move(headers)), m_route.headTimeout);
}

net::Task<net::HttpResponse> MemberWire::erase(net::Headers headers)
{
    return m_http.request(request("DELETE", std::move(headers)), courtesyTimeout);
}

base::Error MemberWire::refusal(int status, const std::string &body) const
{
    const std::string &name = m_route.instanceName;
    const std::string told = "HTTP " + std::to_string(status);
    if (status == unauthorized || status == forbidden) {
        return {ErrorCode::Unauthorized,
                name + " refuses access (" + told + "). Check its token and headers in Berth."};
    }
    const auto message = readServerMessage(body);
    const Span text = message ? memberAt(message->text, message->error, "message") : Span{};
    const std::string why =
        message ? decodedString(text.in(message->text)).value_or(std::string()) : std::string();
    return {ErrorCode::ProtocolError, name + " did not answer as an MCP server does (" + told +
                                          ")." + (why.empty() ? "" : ' ' + why)};
}

bool isEventStream(const net::HttpStream &stream)
{
    return isEventStream(stream.head().headers);
}

bool isSuccess(int status)
{
    return status >= 200 && status < 300;
}

} // namespace berth::gateway
