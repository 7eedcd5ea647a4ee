// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/sse_transport.h"

#include "base/ids.h"
#include "gateway/bridge_rules.h"
#include "gateway/bridge_server.h"
#include "gateway/bridge_stream.h"
#include "gateway/stateless_rules.h"

#include <utility>

namespace berth::gateway {

namespace asio = net::asio;

namespace {

constexpr std::size_t mostPipes = 1000;
constexpr std::size_t idBytes = 16;
constexpr std::string_view idParameter = "sessionId=";

std::string_view pathOf(const net::ServerExchange &exchange)
{
    return std::string_view(exchange.target()).substr(0, exchange.target().find('?'));
}

/// The endpoint event, with an address that is right where the client is.
std::string endpointEvent(const net::Headers &headers, const std::string &id)
{
    const std::string prefix(headers.get(prefixHeader).value_or(std::string_view()));
    return "event: endpoint\ndata: " + prefix + std::string(SseTransport::messagePath) + '?' +
           std::string(idParameter) + id + "\n\n";
}

} // namespace

class SseTransport::Registration
{
public:
    Registration(SseTransport &transport, std::string id, PipePtr pipe)
        : m_transport(transport)
        , m_id(std::move(id))
        , m_pipe(std::move(pipe))
    {
        m_transport.m_pipes[m_id] = m_pipe;
    }
    ~Registration()
    {
        m_transport.m_pipes.erase(m_id);
        if (m_pipe->session) {
            m_transport.m_core.m_sessions.close(std::string(m_pipe->session->id));
        }
    }
    Registration(const Registration &) = delete;
    Registration &operator=(const Registration &) = delete;

private:
    SseTransport &m_transport;
    std::string m_id;
    PipePtr m_pipe;
};

SseTransport::SseTransport(asio::any_io_executor executor, BridgeServer &core)
    : m_executor(std::move(executor))
    , m_core(core)
{}

bool SseTransport::isFor(const net::ServerExchange &exchange)
{
    const std::string_view path = pathOf(exchange);
    return path == streamPath || path == messagePath;
}

std::string SseTransport::streamOf(const net::ServerExchange &exchange)
{
    const std::string &target = exchange.target();
    const auto begin = target.find(idParameter);
    if (begin == std::string::npos) {
        return {};
    }
    const std::string rest = target.substr(begin + idParameter.size());
    return rest.substr(0, rest.find('&'));
}

asio::awaitable<void> SseTransport::handle(net::ServerExchange &exchange)
{
    const bool isStream = pathOf(exchange) == streamPath;
    if (exchange.method() != (isStream ? "GET" : "POST")) {
        auto response = refusal(status::methodNotAllowed,
                                {rpc::serverError, "GET /sse, and POST to what it names."});
        response.headers.set("Allow", isStream ? "GET" : "POST");
        co_await exchange.respond(std::move(response));
    } else if (isStream) {
        co_await open(exchange);
    } else {
        co_await post(exchange);
    }
}

asio::awaitable<void> SseTransport::open(net::ServerExchange &exchange)
{
    if (m_pipes.size() >= mostPipes) {
        auto response =
            refusal(status::unavailable, {rpc::serverError, "Too many clients are connected."});
        co_await exchange.respond(std::move(response));
        co_return;
    }
    exchange.cancelOnClose();
    const std::string id = base::randomHex(idBytes);
    const auto pipe = std::make_shared<Pipe>();
    pipe->stream = std::make_shared<EventStream>(m_executor, 0, EventStream::WhenFull::BreakOff);
    pipe->stream->setBackPressure(m_core.m_backend->backPressure());
    const Registration registration(*this, id, pipe);
    const StreamReader reader(pipe->stream);
    co_await writeEvents(exchange, reader, endpointEvent(exchange.headers(), id), EventIds::None);
}

asio::awaitable<void> SseTransport::post(net::ServerExchange &exchange)
{
    const auto found = m_pipes.find(streamOf(exchange));
    if (found == m_pipes.end()) {
        auto response =
            refusal(status::notFound, {rpc::sessionNotFound, "There is no such session."});
        co_await exchange.respond(std::move(response));
        co_return;
    }
    const PipePtr pipe = found->second;
    auto message = co_await readPosted(exchange, m_core.m_server.maxMessageBytes);
    if (!message) {
        co_return;
    }
    auto ready = co_await m_core.m_backend->ready();
    if (!ready || claimsStateless(*message, exchange.headers())) {
        const std::string told =
            ready ? "This transport is of the eras with a handshake." : ready.error().message;
        auto response = refusal(ready ? status::badRequest : status::unavailable,
                                {rpc::serverError, told}, message->idText());
        co_await exchange.respond(std::move(response));
        co_return;
    }
    net::HttpResponse accepted{status::accepted, {}, {}};
    co_await exchange.respond(std::move(accepted));
    co_await take(pipe, std::move(*message));
}

asio::awaitable<void> SseTransport::take(PipePtr pipe, RpcMessage message)
{
    const std::string idText(message.idText());
    if (message.kind == RpcMessage::Kind::Request && message.method == "initialize") {
        std::string reply;
        pipe->session = m_core.greet(message, reply);
        pipe->session->mailbox = pipe->stream;
        pipe->stream->push(std::move(reply));
        co_return;
    }
    if (!pipe->session) {
        if (message.kind == RpcMessage::Kind::Request) {
            pipe->stream->push(
                errorReply(idText, {rpc::invalidRequest, "The first request is initialize."}));
        }
        co_return;
    }
    if (message.kind != RpcMessage::Kind::Request) {
        m_core.m_sessions.takeFromClient(*pipe->session, message);
        co_return;
    }
    std::string reply = co_await m_core.answerHere(pipe->session, message);
    if (!reply.empty()) {
        pipe->stream->push(std::move(reply));
        co_return;
    }
    const auto events =
        std::make_shared<EventStream>(m_executor, 0, EventStream::WhenFull::BreakOff);
    events->joinInto(pipe->stream);
    auto sent = co_await m_core.pass(pipe->session, std::move(message), events);
    if (!sent) {
        pipe->stream->push(errorReply(idText, {rpc::internalError, sent.error().message}));
    }
}

void SseTransport::close()
{
    for (const auto &[id, pipe] : m_pipes) {
        pipe->stream->finish();
    }
}

} // namespace berth::gateway
