// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/calls_resource.h"

#include "api/chunk_queue.h"
#include "api/event_stream.h"
#include "api/reply.h"
#include "base/parse_number.h"
#include "engine/caller_desk.h"
#include "net/sse.h"

#include <utility>

namespace berth::api {

using base::Json;

namespace {

/// Calls a reader may be behind before it is cut off; then it asks for the list again.
constexpr std::size_t maxCallsBehind = 4096;
constexpr std::int64_t defaultLimit = 100;
constexpr std::int64_t mostAtOnce = 10000;

class Subscription final : public engine::Observer
{
public:
    Subscription(engine::Engine &engine, ChunkQueue &queue)
        : m_engine(engine)
        , m_queue(queue)
    {
        m_engine.addObserver(this);
    }
    ~Subscription() override
    {
        m_engine.removeObserver(this);
    }
    Subscription(const Subscription &) = delete;
    Subscription &operator=(const Subscription &) = delete;

    void callsRecorded(const std::vector<engine::CallRecord> &records) override
    {
        for (const engine::CallRecord &record : records) {
            net::SseEvent sse;
            sse.event = "Call";
            sse.id = std::to_string(record.sequence);
            sse.data = base::toText(model::toJson(record));
            m_queue.push(net::formatSse(sse));
        }
    }

private:
    engine::Engine &m_engine;
    ChunkQueue &m_queue;
};

std::optional<std::int64_t> numberOf(const std::string &text)
{
    const auto number = base::parseNumber<std::int64_t>(text);
    return number && *number >= 0 ? number : std::nullopt;
}

} // namespace

CallsResource::CallsResource(net::asio::any_io_executor executor, engine::Engine &engine)
    : m_executor(std::move(executor))
    , m_engine(engine)
{}

void CallsResource::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/v1/calls/", bind(&CallsResource::list));
    router.add("DELETE", "/v1/calls/", bind(&CallsResource::clear));
    router.add("GET", "/v1/calls/stream", bind(&CallsResource::stream));
    router.add("GET", "/v1/calls/{id}", bind(&CallsResource::detail));
}

CallsResource::Reply CallsResource::list(Call &call)
{
    const auto limit = numberOf(call.queryOr("limit", std::to_string(defaultLimit)));
    const auto before = numberOf(call.queryOr("before", "0"));
    if (!limit || *limit > mostAtOnce) {
        co_return invalidReply("query", "limit", "This must be a number from 0 to 10000.");
    }
    if (!before) {
        co_return invalidReply("query", "before", "This must be the sequence of a call.");
    }
    const auto records = co_await m_engine.callerDesk().log().history(
        *before, static_cast<int>(*limit), call.queryOr("instance_id", ""));
    if (!records) {
        co_return errorReply(records.error());
    }
    Json all = Json::array();
    for (const model::CallRecord &record : *records) {
        all.push_back(model::toJson(record));
    }
    co_return jsonReply(all);
}

CallsResource::Reply CallsResource::detail(Call &call)
{
    const auto sequence = numberOf(call.parameter);
    if (!sequence) {
        co_return invalidReply("path", "id", "This must be the sequence of a call.");
    }
    const auto found = co_await m_engine.callerDesk().log().detail(*sequence);
    co_return found ? jsonReply(model::toJson(*found)) : errorReply(found.error());
}

CallsResource::Reply CallsResource::clear(Call &)
{
    const auto done = co_await m_engine.callerDesk().log().clear();
    co_return done ? successReply() : errorReply(done.error());
}

CallsResource::Reply CallsResource::stream(Call &call)
{
    ChunkQueue queue(m_executor, maxCallsBehind);
    const Subscription subscription(m_engine, queue);
    co_await streamEvents(queue, call.exchange);
    co_return std::nullopt;
}

} // namespace berth::api
