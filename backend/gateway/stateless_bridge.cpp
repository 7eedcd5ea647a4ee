// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/stateless_bridge.h"

#include "gateway/bridge_rules.h"
#include "gateway/bridge_stream.h"

#include <utility>

namespace berth::gateway {

namespace asio = net::asio;

namespace {

constexpr std::size_t mostCalls = 1024;
constexpr std::size_t mostListeners = 1024;

net::HttpResponse busy(std::string_view idText)
{
    return refusal(status::unavailable, {rpc::internalError, "Too much is under way."}, idText);
}

/// In this revision a client gives a request up by closing its connection.
class CancelOnLeave
{
public:
    CancelOnLeave(std::shared_ptr<StdioBackend> backend, StdioBackend::CallId id)
        : m_backend(std::move(backend))
        , m_id(id)
    {}
    ~CancelOnLeave()
    {
        m_backend->cancel(m_id, "The client went away."); // nothing when it was answered
    }
    CancelOnLeave(const CancelOnLeave &) = delete;
    CancelOnLeave &operator=(const CancelOnLeave &) = delete;

private:
    std::shared_ptr<StdioBackend> m_backend;
    StdioBackend::CallId m_id;
};

/// The same for a call whose client is gone between its requests.
class LeaveInput
{
public:
    LeaveInput(std::shared_ptr<InputCall> call, std::shared_ptr<EventStream> events)
        : m_call(std::move(call))
        , m_events(std::move(events))
    {}
    ~LeaveInput()
    {
        m_call->leave(*m_events);
    }
    LeaveInput(const LeaveInput &) = delete;
    LeaveInput &operator=(const LeaveInput &) = delete;

private:
    std::shared_ptr<InputCall> m_call;
    std::shared_ptr<EventStream> m_events;
};

asio::awaitable<void> writeAnswer(net::ServerExchange &exchange,
                                  std::shared_ptr<EventStream> events)
{
    const StreamReader reader(events);
    const bool quick = co_await isQuick(reader);
    if (quick) {
        auto response = jsonAnswer(*events->take()->message);
        response.status = statelessStatus(response.body);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    co_await writeEvents(exchange, reader, {}, EventIds::None);
}

} // namespace

class StatelessBridge::Registration
{
public:
    Registration(std::list<Listener> &listeners, Listener listener)
        : m_listeners(listeners)
        , m_place(listeners.insert(listeners.end(), std::move(listener)))
    {}
    ~Registration()
    {
        m_listeners.erase(m_place);
    }
    Registration(const Registration &) = delete;
    Registration &operator=(const Registration &) = delete;

private:
    std::list<Listener> &m_listeners;
    std::list<Listener>::iterator m_place;
};

StatelessBridge::StatelessBridge(asio::any_io_executor executor,
                                 std::shared_ptr<StdioBackend> backend)
    : m_executor(std::move(executor))
    , m_backend(std::move(backend))
    , m_inputs(m_executor, m_backend)
{}

asio::awaitable<void> StatelessBridge::handle(net::ServerExchange &exchange, RpcMessage message)
{
    auto response = statelessRefusal(message, exchange.headers());
    if (!response && message.kind == RpcMessage::Kind::Notification) {
        response = net::HttpResponse{status::accepted, {}, {}}; // none of them is the server's
    } else if (!response && message.method == "server/discover") {
        response = jsonAnswer(resultReply(message.idText(), m_backend->identity().discoverResult));
    }
    if (response) {
        co_await exchange.respond(std::move(*response));
    } else if (message.method == "subscriptions/listen" && !m_backend->isStateless()) {
        co_await listen(exchange, std::move(message));
    } else if (InputCalls::isFor(message) && !m_backend->isStateless()) {
        co_await callForInput(exchange, std::move(message));
    } else {
        co_await call(exchange, std::move(message));
    }
}

asio::awaitable<void> StatelessBridge::call(net::ServerExchange &exchange, RpcMessage request)
{
    const std::string idText(request.idText());
    if (m_backend->calls().size() >= mostCalls) {
        auto response = busy(idText);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    const auto events =
        std::make_shared<EventStream>(m_executor, 0, EventStream::WhenFull::BreakOff);
    events->setBackPressure(m_backend->backPressure());
    const bool needsWords = !m_backend->isStateless();
    StdioBackend::Deliver deliver = [events, needsWords, method = request.method](std::string text,
                                                                                  bool isLast) {
        if (!text.empty()) {
            events->push(isLast && needsWords ? statelessReply(std::move(text), method)
                                              : std::move(text));
        }
        if (isLast) {
            events->finish();
        }
    };
    auto id = co_await m_backend->call(std::move(request), {}, std::move(deliver));
    if (!id) {
        auto response =
            refusal(status::unavailable, {rpc::internalError, id.error().message}, idText);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    const CancelOnLeave guard(m_backend, *id);
    co_await writeAnswer(exchange, events);
}

asio::awaitable<void> StatelessBridge::callForInput(net::ServerExchange &exchange,
                                                    RpcMessage request)
{
    const std::string idText(request.idText());
    if (m_backend->calls().size() >= mostCalls) {
        auto response = busy(idText);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    const auto events =
        std::make_shared<EventStream>(m_executor, 0, EventStream::WhenFull::BreakOff);
    events->setBackPressure(m_backend->backPressure());
    auto call = co_await m_inputs.begin(std::move(request), events);
    if (!call) {
        const bool isTheirs = call.error().code == rpc::invalidParams;
        auto response = refusal(isTheirs ? status::ok : status::unavailable, call.error(), idText);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    const LeaveInput guard(*call, events);
    co_await writeAnswer(exchange, events);
}

asio::awaitable<void> StatelessBridge::listen(net::ServerExchange &exchange, RpcMessage request)
{
    const std::string idText(request.idText());
    if (m_listeners.size() >= mostListeners) {
        auto response = busy(idText);
        co_await exchange.respond(std::move(response));
        co_return;
    }
    Listener listener{
        idText, listenFilter(request, m_backend->identity().discoverResult),
        std::make_shared<EventStream>(m_executor, 0, EventStream::WhenFull::BreakOff)};
    const auto events = listener.stream;
    const std::vector<std::string> uris = listener.filter.uris;
    events->push(listenAcknowledgement(listener.filter, idText));
    const Registration registration(m_listeners, std::move(listener));
    for (const std::string &uri : uris) {
        std::string params = R"({"uri":)" + jsonString(uri) + "}";
        (void)co_await m_backend->ask("resources/subscribe", std::move(params));
    }
    const StreamReader reader(events);
    co_await writeEvents(exchange, reader, {}, EventIds::None);
}

void StatelessBridge::onNotification(const RpcMessage &message)
{
    if (message.method == "notifications/message") {
        deliverLog(message);
        return;
    }
    if (message.method == "notifications/cancelled") {
        m_inputs.withdraw(message);
    }
    for (const Listener &listener : m_listeners) {
        if (listener.filter.wants(message)) {
            listener.stream->push(withSubscription(message, listener.idText));
        }
    }
}

/// Nothing in the message says whose call it is about. It goes out where that is certain.
void StatelessBridge::deliverLog(const RpcMessage &message)
{
    const StdioBackend::Call *owner = nullptr;
    for (const auto &[id, call] : m_backend->calls()) {
        if (call.logLevel != noLog && message.cause.value_or(id) == id) {
            if (owner != nullptr) {
                return;
            }
            owner = &call;
        }
    }
    if (owner != nullptr && owner->session.empty() &&
        severityOf(message.stringParam("level")) >= owner->logLevel) {
        owner->deliver(message.text, false);
    }
}

void StatelessBridge::close()
{
    for (const Listener &listener : m_listeners) {
        listener.stream->push(listenEnd(listener.idText));
        listener.stream->finish();
    }
}

} // namespace berth::gateway
