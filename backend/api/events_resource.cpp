// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/events_resource.h"

#include "api/chunk_queue.h"
#include "api/connections_resource.h"
#include "api/event_stream.h"
#include "api/instance_json.h"
#include "model/events.h"
#include "net/sse.h"

#include <utility>

namespace berth::api {

namespace {

/// Events a reader may be behind. It is cut off then, connects again and asks for the lists, which
/// is better than a stream with holes.
constexpr std::size_t maxEventsBehind = 4096;

/// Listens for as long as it lives.
class Subscription final : public engine::Observer, public events::EventHandler
{
public:
    Subscription(engine::Engine &engine, ChunkQueue &queue)
        : m_engine(engine)
        , m_queue(queue)
    {
        m_engine.addObserver(this);
        m_engine.eventBus().subscribe(this);
    }
    ~Subscription() override
    {
        m_engine.removeObserver(this);
        m_engine.eventBus().unsubscribe(this);
    }
    Subscription(const Subscription &) = delete;
    Subscription &operator=(const Subscription &) = delete;

    void handle(const model::DomainEvent &event) override
    {
        push(event.type, event.eventId, model::toJson(event));
    }
    // What is beyond a connection has no event in the outbox of this machine.
    void instanceChanged(const engine::InstanceSnapshot &view) override
    {
        if (view.isRemote) {
            push("RemoteInstanceChanged", {}, instanceJson(view));
        }
    }
    void instanceRemoved(const std::string &id) override
    {
        push("InstanceGone", {}, base::Json{{"instance_id", id}});
    }
    void connectionsChanged(const std::vector<engine::ConnectionSnapshot> &all) override
    {
        base::Json list = base::Json::array();
        for (const engine::ConnectionSnapshot &view : all) {
            list.push_back(connectionJson(view));
        }
        push("ConnectionsChanged", {}, list);
    }

private:
    void push(const std::string &type, const std::string &id, const base::Json &data)
    {
        net::SseEvent sse;
        sse.event = type;
        sse.id = id;
        sse.data = base::toText(data);
        m_queue.push(net::formatSse(sse));
    }

    engine::Engine &m_engine;
    ChunkQueue &m_queue;
};

} // namespace

EventsResource::EventsResource(net::asio::any_io_executor executor, engine::Engine &engine)
    : m_executor(std::move(executor))
    , m_engine(engine)
{}

void EventsResource::addTo(Router &router)
{
    router.add("GET", "/v1/events", [this](Call &call) { return stream(call); });
}

net::asio::awaitable<Router::Reply> EventsResource::stream(Call &call)
{
    ChunkQueue queue(m_executor, maxEventsBehind);
    const Subscription subscription(m_engine, queue);
    co_await streamEvents(queue, call.exchange);
    co_return std::nullopt;
}

} // namespace berth::api
