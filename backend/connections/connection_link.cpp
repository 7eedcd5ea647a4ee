// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/connection_link.h"

#include "connections/manager_role.h"
#include "log/log.h"
#include "net/quiet.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <utility>

namespace berth::connections {

namespace asio = net::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

using base::ErrorCode;
using base::Status;
using engine::ConnectionState;
using model::ConnectionRole;
using model::DomainEvent;

namespace {

constexpr auto tickInterval = 500ms;
constexpr auto setUpPause = 10s;
constexpr auto streamPause = 1s;
constexpr auto measureInterval = 5s;
/// Events that wait to be handled; beyond that nothing more is read from the socket.
constexpr std::size_t longestQueue = 10000;

/// False when the running coroutine was cancelled meanwhile.
asio::awaitable<bool> sleepFor(std::chrono::steady_clock::duration time)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(net::asTuple);
    const bool cancelled = co_await net::isCancelled();
    co_return !cancelled;
}

} // namespace

ConnectionLink::ConnectionLink(model::Connection connection, LinkServices services)
    : m_connection(std::move(connection))
    , m_services(std::move(services))
    , m_pause(m_services.executor)
    , m_room(m_services.executor, std::chrono::steady_clock::time_point::max())
{
    m_view.connection = m_connection;
    m_view.state = ConnectionState::Connecting;
}

ConnectionLink::~ConnectionLink() = default;

engine::ConnectionSnapshot ConnectionLink::snapshot() const
{
    engine::ConnectionSnapshot view = m_view;
    if (m_role) {
        view.instances = m_role->instanceCount();
        view.managers = m_role->managers();
    }
    return view;
}

void ConnectionLink::fail(const base::Error &error)
{
    m_view.state = ConnectionState::Lost;
    m_view.problem = error.message;
    m_view.problemDetails = error.details;
    m_services.changed();
}

asio::awaitable<void> ConnectionLink::run()
{
    co_await asio::this_coro::throw_if_cancelled(false);
    while (true) {
        auto ready = co_await setUp();
        if (ready) {
            break;
        }
        fail(ready.error()); // a locked keyring, say; it is looked at again
        const bool goesOn = co_await sleepFor(setUpPause);
        if (!goesOn) {
            co_return;
        }
    }
    co_await (m_bridge->run() || work() || guard() || followStream());
}

net::Task<> ConnectionLink::setUp()
{
    auto options = co_await redisOptions(m_connection, m_services.secret);
    if (!options) {
        co_return base::fail(options.error());
    }
    auto platform = co_await platformOf(m_services.executor, m_connection, m_services.secret);
    if (!platform) {
        co_return base::fail(platform.error());
    }
    m_source = std::make_unique<events::OutboxSource>(*m_services.store, m_connection.id);
    makeRole(std::move(*platform));
    events::BridgeScope scope{outgoing(), {{}, {heardPattern}}};
    if (m_connection.role != ConnectionRole::Watch) {
        m_stream = std::make_unique<StreamReader>(
            m_services.executor, *options, "berth:" + m_services.self.id,
            [this](const DomainEvent &event) {
                return inTurn([this, event] { return apply(event); });
            });
    }
    events::BridgeHandler &handler = *this;
    m_bridge = std::make_unique<events::RedisBridge>(m_services.executor, std::move(*options),
                                                     std::move(scope), *m_source, handler,
                                                     *m_services.clock);
    co_return Status();
}

events::Outgoing ConnectionLink::outgoing()
{
    if (!m_role->announces()) {
        return {};
    }
    return [this](const DomainEvent &event) {
        std::vector<redis::Command> commands;
        if (const auto out = m_role->announced(event)) {
            static_cast<void>(m_sent.isNew(out->eventId));
            commands.push_back({"PUBLISH", out->type, events::encodeFor(*out)});
            commands.push_back(appendToStream(*out));
        }
        return commands;
    };
}

void ConnectionLink::makeRole(std::shared_ptr<PlatformClient> platform)
{
    RoleContext context;
    context.executor = m_services.executor;
    context.connection = m_connection;
    context.self = m_services.self;
    context.clock = m_services.clock;
    context.store = m_services.store;
    context.platform = std::move(platform);
    context.pipeline = [this](std::vector<redis::Command> commands) {
        return m_bridge->pipeline(std::move(commands));
    };
    context.publish = [this](DomainEvent event) { return publish(std::move(event)); };
    context.changed = [this] { m_services.changed(); };
    if (m_connection.role == ConnectionRole::Manager) {
        m_role = std::make_shared<ManagerRole>(std::move(context), *m_services.local);
        return;
    }
    m_console = std::make_shared<ConsoleRole>(std::move(context), m_services.remote,
                                              m_connection.role == ConnectionRole::Console);
    m_role = m_console;
}

void ConnectionLink::stateChanged(const redis::SessionState &state)
{
    using Kind = redis::SessionState::Kind;
    m_view.nextAttempt.reset();
    m_view.roundTrip.reset();
    if (state.kind == Kind::Lost) {
        m_view.nextAttempt = m_services.clock->now() + state.nextAttempt;
        fail(*state.reason);
        return;
    }
    if (state.kind == Kind::Connecting && m_view.state != ConnectionState::Lost) {
        m_view.state = ConnectionState::Connecting; // while it is lost the reason stays in sight
    }
    m_services.changed();
}

net::Task<> ConnectionLink::reconcile()
{
    auto done = co_await inTurn([this] { return m_role->reconcile(); });
    if (!done) {
        co_return done;
    }
    m_view.state = ConnectionState::Connected;
    m_view.problem.clear();
    m_view.problemDetails.clear();
    m_nextMeasure = {};
    m_services.changed();
    co_return done;
}

void ConnectionLink::received(const events::ReceivedMessage &message, bool isRepetition)
{
    if (message.event && m_sent.knows(message.event->eventId)) {
        return; // our own voice
    }
    m_services.heard(message);
    if (!message.event || isRepetition) {
        return;
    }
    m_queue.push_back([this, event = *message.event] { return apply(event); });
    m_pause.cancel();
}

net::Task<> ConnectionLink::room()
{
    while (m_queue.size() > longestQueue) {
        co_await m_room.async_wait(net::asTuple);
        const bool cancelled = co_await net::isCancelled();
        if (cancelled) {
            co_return base::fail(net::cancelledError());
        }
    }
    co_return Status();
}

/// An event may come by the channel and by the stream, and once more after a crash.
net::Task<> ConnectionLink::apply(const DomainEvent &event)
{
    if (m_applied.knows(event.eventId)) {
        co_return Status();
    }
    auto done = co_await m_role->handle(event);
    if (done) {
        static_cast<void>(m_applied.isNew(event.eventId));
    } else {
        log::logger("connections")
            ->warn("{}: {} was not handled: {}", m_connection.name, event.type,
                   done.error().message);
    }
    co_return done;
}

net::Task<> ConnectionLink::inTurn(Work work)
{
    struct Turn
    {
        explicit Turn(const asio::any_io_executor &executor)
            : ended(executor, std::chrono::steady_clock::time_point::max())
        {}
        asio::steady_timer ended;
        std::optional<Status> outcome;
    };
    const auto turn = std::make_shared<Turn>(m_services.executor);
    m_queue.push_back([turn, work = std::move(work)]() -> net::Task<> {
        const auto keep = turn; // the queue lets go of this function while it runs
        auto done = co_await work();
        keep->outcome = done;
        keep->ended.cancel();
        co_return done;
    });
    m_pause.cancel();
    while (!turn->outcome) {
        co_await turn->ended.async_wait(net::asTuple);
        const bool cancelled = co_await net::isCancelled();
        if (cancelled) {
            co_return base::fail(net::cancelledError());
        }
    }
    co_return *turn->outcome;
}

asio::awaitable<void> ConnectionLink::work()
{
    auto nextTick = std::chrono::steady_clock::now();
    while (true) {
        if (m_queue.empty()) {
            m_pause.expires_at(nextTick);
            co_await m_pause.async_wait(net::asTuple);
        }
        const bool cancelled = co_await net::isCancelled();
        if (cancelled) {
            co_return;
        }
        if (!m_queue.empty()) {
            const Work next = std::move(m_queue.front());
            m_queue.pop_front();
            if (m_queue.size() < longestQueue / 2) {
                m_room.cancel();
            }
            co_await next();
        }
        if (std::chrono::steady_clock::now() >= nextTick) {
            nextTick = std::chrono::steady_clock::now() + tickInterval;
            if (m_view.state == ConnectionState::Connected) {
                co_await m_role->tick();
                co_await measure();
            }
        }
    }
}

net::Task<> ConnectionLink::measure()
{
    const auto begin = std::chrono::steady_clock::now();
    if (begin < m_nextMeasure) {
        co_return Status();
    }
    m_nextMeasure = begin + measureInterval;
    std::vector<redis::Command> commands;
    commands.push_back({"PING"});
    auto answered = co_await m_bridge->pipeline(std::move(commands));
    if (answered) {
        m_view.roundTrip = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - begin);
        m_services.changed();
    }
    co_return Status();
}

asio::awaitable<void> ConnectionLink::guard()
{
    while (true) {
        const bool goesOn = co_await sleepFor(tickInterval);
        if (!goesOn) {
            co_return;
        }
        co_await m_role->guard();
    }
}

asio::awaitable<void> ConnectionLink::followStream()
{
    while (true) {
        if (m_stream && m_view.state == ConnectionState::Connected) {
            auto ended = co_await m_stream->follow();
            log::logger("connections")
                ->info("{}: the stream ended: {}", m_connection.name, ended.error().message);
        }
        const bool goesOn = co_await sleepFor(streamPause);
        if (!goesOn) {
            co_return;
        }
    }
}

Status ConnectionLink::mayWrite() const
{
    if (m_connection.role == ConnectionRole::Watch) {
        return base::fail(ErrorCode::Forbidden, "The connection " + m_connection.name +
                                                    " only watches; nothing is published there.");
    }
    if (!m_bridge) {
        return base::fail(ErrorCode::Unavailable,
                          "There is no connection to " + m_connection.name + " yet.");
    }
    return {};
}

net::Task<std::vector<redis::Reply>> ConnectionLink::pipeline(std::vector<redis::Command> commands)
{
    const Status allowed = mayWrite();
    if (!allowed) {
        co_return base::fail(allowed.error());
    }
    co_return co_await m_bridge->pipeline(std::move(commands));
}

net::Task<int> ConnectionLink::publish(DomainEvent event)
{
    const Status allowed = mayWrite();
    if (!allowed) {
        co_return base::fail(allowed.error());
    }
    std::string bytes = events::encodeFor(event);
    static_cast<void>(m_sent.isNew(event.eventId)); // before it can be heard
    std::vector<redis::Command> commands{{"PUBLISH", event.type, bytes}, appendToStream(event)};
    auto replies = co_await m_bridge->pipeline(std::move(commands));
    if (!replies) {
        co_return base::fail(replies.error());
    }
    const redis::Reply &first = replies->front();
    if (first.kind == redis::Reply::Kind::Error) {
        co_return base::fail(redis::errorOf(first.text, m_connection.name));
    }
    m_services.sent(event, std::move(bytes));
    m_queue.push_back([this, event] { return apply(event); }); // it concerns its author too
    m_pause.cancel();
    // Its author is among those who hear the channel.
    co_return static_cast<int>(first.integer) - 1;
}

void ConnectionLink::published(const DomainEvent &event)
{
    if (const auto out = m_role->announced(event)) {
        m_services.sent(*out, events::encodeFor(*out));
    }
}

void ConnectionLink::publishFailed(const DomainEvent &event, const base::Error &error,
                                   bool isDropped)
{
    log::logger("connections")
        ->warn("{}: {} was not published{}: {}", m_connection.name, event.type,
               isDropped ? " and never will be" : "", error.message);
    m_view.problem = error.message;
    m_services.changed();
}

asio::awaitable<void> ConnectionLink::leave()
{
    if (m_role) {
        co_await m_role->leave();
    }
}

void ConnectionLink::wake()
{
    if (m_bridge) {
        m_bridge->wake();
    }
}

void ConnectionLink::localChanged(const engine::InstanceSnapshot &view)
{
    if (m_role) {
        m_role->localChanged(view);
    }
}

void ConnectionLink::localRemoved(const std::string &id)
{
    if (m_role) {
        m_role->localRemoved(id);
    }
}

} // namespace berth::connections
