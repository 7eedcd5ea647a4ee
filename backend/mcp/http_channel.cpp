// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "mcp/http_channel.h"

#include "base/bytes.h"
#include "base/secret.h"
#include "mcp/protocol.h"
#include "net/sse.h"

#include <boost/asio/steady_timer.hpp>

#include <cctype>
#include <memory>
#include <utility>

namespace berth::mcp {

using base::ErrorCode;
using base::Json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t maxMessageBytes = 16 * base::mebibyte;
constexpr std::size_t maxStreamBytes = 64 * base::mebibyte;
constexpr std::size_t maxExcerptBytes = 2000;

/// Breaks a stream off when its time is over, so that no read can hang.
class StreamDeadline
{
public:
    StreamDeadline(const net::asio::any_io_executor &executor, net::HttpStream &stream,
                   steady_clock::time_point when)
        : m_timer(executor, when)
        , m_state(std::make_shared<State>())
    {
        m_timer.async_wait([state = m_state, &stream](const boost::system::error_code &error) {
            if (!error && !state->over) {
                state->expired = true;
                stream.close();
            }
        });
    }
    ~StreamDeadline()
    {
        m_state->over = true;
    }
    StreamDeadline(const StreamDeadline &) = delete;
    StreamDeadline &operator=(const StreamDeadline &) = delete;

    bool expired() const
    {
        return m_state->expired;
    }

private:
    struct State
    {
        bool over = false;
        bool expired = false;
    };

    net::asio::steady_timer m_timer;
    std::shared_ptr<State> m_state;
};

std::string mediaType(const net::Headers &headers)
{
    const std::string_view field = headers.get("Content-Type").value_or("");
    std::string type(field.substr(0, field.find(';')));
    for (char &c : type) {
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    while (!type.empty() && type.back() == ' ') {
        type.pop_back();
    }
    return type;
}

void maskAll(std::string &text, std::string_view secret)
{
    if (secret.size() < 4) {
        return; // too short to be a credential, and masking it would garble the text
    }
    for (auto at = text.find(secret); at != std::string::npos;
         at = text.find(secret, at + base::secretMask.size())) {
        text.replace(at, secret.size(), base::secretMask);
    }
}

/// Cuts between characters of UTF-8, not inside one.
void cutTo(std::string &text, std::size_t limit)
{
    if (text.size() <= limit) {
        return;
    }
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0U) == 0x80U) {
        --limit;
    }
    text.resize(limit);
    text += "…";
}

net::HttpClient::Options clientOptions(milliseconds connectTimeout,
                                       const HttpChannel::Target &target)
{
    net::HttpClient::Options options;
    options.connectTimeout = connectTimeout;
    options.extraCaFile = target.caFile;
    options.pinnedFingerprint = target.pinnedFingerprint;
    return options;
}

} // namespace

HttpChannel::HttpChannel(net::asio::any_io_executor executor, Target target,
                         milliseconds connectTimeout)
    : m_executor(executor)
    , m_target(std::move(target))
    , m_http(std::move(executor), m_target.endpoint, clientOptions(connectTimeout, m_target))
{}

net::Task<ChannelReply> HttpChannel::request(Json message, std::int64_t id, net::Headers headers,
                                             milliseconds timeout)
{
    return exchange(std::move(message), id, std::move(headers), timeout);
}

net::Task<ChannelReply> HttpChannel::notify(Json message, net::Headers headers,
                                            milliseconds timeout)
{
    return exchange(std::move(message), std::nullopt, std::move(headers), timeout);
}

net::Task<> HttpChannel::erase(net::Headers headers, milliseconds timeout)
{
    auto response =
        co_await m_http.request(makeRequest("DELETE", headers), timeout, maxExcerptBytes);
    if (!response) {
        co_return base::fail(explained(std::move(response.error())));
    }
    co_return base::Status{};
}

std::string HttpChannel::address() const
{
    return m_target.endpoint.origin() + m_target.path;
}

std::string HttpChannel::presentable(std::string text) const
{
    constexpr std::string_view bearer = "Bearer ";
    for (const auto &[name, value] : m_target.headers.fields()) {
        maskAll(text, value);
        if (value.rfind(bearer, 0) == 0) {
            maskAll(text, value.substr(bearer.size()));
        }
    }
    cutTo(text, maxExcerptBytes);
    return text;
}

net::HttpRequest HttpChannel::makeRequest(const std::string &method,
                                          const net::Headers &headers) const
{
    net::HttpRequest request;
    request.method = method;
    request.target = m_target.path;
    request.headers = m_target.headers;
    for (const auto &[name, value] : headers.fields()) {
        request.headers.set(name, value);
    }
    if (!m_target.hostHeader.empty()) {
        request.headers.set("Host", m_target.hostHeader);
    }
    return request;
}

net::Task<ChannelReply> HttpChannel::exchange(Json message, std::optional<std::int64_t> id,
                                              net::Headers headers, milliseconds timeout)
{
    const auto deadline = steady_clock::now() + timeout;
    net::HttpRequest request = makeRequest("POST", headers);
    request.headers.set("Content-Type", "application/json");
    request.headers.set("Accept", "application/json, text/event-stream");
    request.body = base::toText(message);

    auto stream = co_await m_http.open(std::move(request), timeout);
    if (!stream) {
        co_return base::fail(explained(std::move(stream.error())));
    }
    ChannelReply reply;
    reply.status = (*stream)->head().status;
    reply.headers = (*stream)->head().headers;
    const StreamDeadline guard(m_executor, **stream, deadline);
    base::Status read = co_await readReply(**stream, id, reply);
    if (guard.expired()) {
        co_return base::fail(timedOut(timeout));
    }
    if (!read) {
        co_return base::fail(explained(std::move(read.error())));
    }
    co_return reply;
}

net::Task<> HttpChannel::readReply(net::HttpStream &stream, std::optional<std::int64_t> id,
                                   ChannelReply &reply)
{
    const std::string type = mediaType(reply.headers);
    if (id && reply.succeeded() && type == "text/event-stream") {
        co_return co_await readEvents(stream, *id, reply);
    }
    auto body = co_await stream.readAll(maxMessageBytes);
    if (!body) {
        co_return base::fail(std::move(body.error()));
    }
    if (type == "application/json") {
        auto json = base::parseJson(*body);
        if (json && id && (isReplyTo(*json, *id) || errorOf(*json))) {
            reply.message = std::move(*json);
            co_return base::Status{};
        }
    }
    reply.excerpt = presentable(std::move(*body));
    co_return base::Status{};
}

net::Task<> HttpChannel::readEvents(net::HttpStream &stream, std::int64_t id, ChannelReply &reply)
{
    net::SseParser parser(maxMessageBytes);
    std::size_t total = 0;
    while (true) {
        auto bytes = co_await stream.read();
        if (!bytes) {
            co_return base::fail(std::move(bytes.error()));
        }
        if (bytes->empty()) {
            co_return base::fail(ErrorCode::ConnectionLost,
                                 "The event stream ended before the answer came.");
        }
        total += bytes->size();
        parser.feed(*bytes);
        while (auto event = parser.next()) {
            auto json = base::parseJson(event->data);
            if (!json) {
                continue; // priming events have no data
            }
            if (isReplyTo(*json, id)) {
                reply.message = std::move(*json);
                co_return base::Status{};
            }
            if (isServerRequest(*json) && m_onServerRequest) {
                co_await m_onServerRequest(std::move(*json));
            } else if (isNotification(*json) && m_onNotification) {
                m_onNotification(*json);
            }
        }
        if (parser.failed() || total > maxStreamBytes) {
            co_return base::fail(ErrorCode::LimitReached, "The answer is too large.");
        }
    }
}

base::Error HttpChannel::explained(base::Error error) const
{
    error.message = "The MCP server at " + address() + " did not answer. " + error.message;
    error.details = presentable(std::move(error.details));
    return error;
}

base::Error HttpChannel::timedOut(milliseconds timeout) const
{
    return {ErrorCode::Timeout,
            "The MCP server at " + address() + " did not finish its answer within " +
                std::to_string(timeout.count()) + " ms.",
            {},
            {}};
}

} // namespace berth::mcp
