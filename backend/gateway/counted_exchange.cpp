// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/counted_exchange.h"

#include "gateway/bridge_rules.h"
#include "gateway/forwarding.h"
#include "model/client.h"

#include <algorithm>

namespace berth::gateway {

using net::Task;

namespace {

constexpr std::size_t requestBudget = 16384;
constexpr std::size_t keptBytes = 65536; ///< of each side
/// An answer of so many bytes is gone at once, however slow its reader; reading the clock once less
/// is felt where calls take microseconds.
constexpr std::size_t sentAtOnce = 16384;
constexpr int firstFailure = 400;
constexpr int gatewayTimeout = 504;

} // namespace

CountedExchange::CountedExchange(net::ServerExchange &exchange, FrontDoor &door, Caller caller,
                                 PlacePtr place)
    : PresentCall(std::move(caller), std::move(place))
    , m_exchange(exchange)
    , m_door(door)
    , m_began(std::chrono::steady_clock::now())
    , m_request(requestBudget)
    , m_isRecording(door.records())
{
    const net::Headers &all = exchange.headers();
    const bool isOurs =
        this->caller().isBerth || this->caller().client || door.callers().takesAuthorization();
    if (isOurs && all.contains("Authorization")) {
        m_headers = all;
        m_headers->remove("Authorization");
    }
    if (!this->caller().client && !this->caller().isBerth) {
        const auto id = all.get(sessionHeader);
        const auto *session = id ? door.sessions().find(this->place().name, *id) : nullptr;
        m_sessionClient = session != nullptr ? session->clientName : std::string();
    }
    door.entered(*this);
}

CountedExchange::~CountedExchange()
{
    model::CallRecord &record = m_call.record;
    record.duration = elapsed();
    if (m_isAnsweredAtOnce) {
        record.toFirstByte = record.duration;
    }
    record.rpcCode = m_answer ? m_answer->facts().errorCode : std::nullopt;
    record.outcome = outcome();
    record.isRecorded = m_isRecording;
    m_door.book().add(std::move(m_call), names());
}

CallNames CountedExchange::names() const
{
    const RpcFacts &asked = m_request.facts();
    CallNames names;
    names.instanceId = place().instanceId;
    names.target = place().name;
    names.client = clientName();
    if (caller().client) {
        names.clientId = caller().client->id;
    }
    names.method = asked.method.empty() ? m_exchange.method() : asked.method;
    if (asked.isBatch) {
        names.method = "batch";
    }
    if (namesItsTarget(asked.method)) {
        names.tool = asked.name;
    }
    return names;
}

void CountedExchange::refused()
{
    m_isRefused = true;
}

void CountedExchange::cancelled()
{
    m_isCancelled = true;
}

std::string_view CountedExchange::clientName() const
{
    if (caller().client) {
        return caller().client->name;
    }
    if (caller().isBerth) {
        return model::ownClientName;
    }
    if (!m_sessionClient.empty()) {
        return m_sessionClient;
    }
    const std::string &told = m_request.facts().clientName;
    return told.empty() ? model::anonymousClientName : std::string_view(told);
}

model::CallOutcome CountedExchange::outcome() const
{
    using model::CallOutcome;
    const int status = m_call.record.httpStatus;
    if (m_isRefused) {
        return CallOutcome::Refused;
    }
    if (!m_isAnswered) {
        return m_isCancelled ? CallOutcome::Cancelled : CallOutcome::Broken;
    }
    if (status == gatewayTimeout) {
        return CallOutcome::TimedOut;
    }
    if (m_answer && m_answer->facts().hasError) {
        return CallOutcome::RpcError;
    }
    if (status >= firstFailure) {
        return CallOutcome::HttpError;
    }
    return m_answer && m_answer->facts().isToolError ? CallOutcome::ToolError : CallOutcome::Ok;
}

void CountedExchange::keep(std::string &target, std::string_view piece)
{
    if (m_isRecording) {
        const auto room = keptBytes - target.size();
        m_call.isCut = m_call.isCut || piece.size() > room;
        target.append(piece.substr(0, room));
    }
}

/// Whether `piece` is the whole request and names no client.
bool CountedExchange::isWholeWithoutClient(std::string_view piece) const
{
    constexpr std::string_view endOfKeys = "Info\""; // of clientInfo in params and in its _meta
    return contentLength(m_exchange.headers()) == piece.size() &&
           piece.find(endOfKeys) == std::string_view::npos;
}

void CountedExchange::sawRequest(std::string_view piece)
{
    const bool isFirst = m_call.record.requestBytes == 0;
    m_call.record.requestBytes += piece.size();
    keep(m_call.request, piece);
    if (m_request.isDone()) {
        return;
    }
    if (caller().client || caller().isBerth || !m_sessionClient.empty() ||
        (isFirst && isWholeWithoutClient(piece))) {
        m_request.doWithoutClient();
    }
    m_request.feed(piece);
}

void CountedExchange::sawHead(int status, const net::Headers &headers)
{
    m_call.record.httpStatus = status;
    if (m_exchange.method() == "POST") {
        m_answer.emplace(isEventStream(headers));
    }
    if (m_request.facts().method == "initialize") {
        noteSession(headers);
    }
}

void CountedExchange::noteSession(const net::Headers &headers)
{
    if (const auto id = headers.get(sessionHeader)) {
        m_door.sessions().note(place().name, *id, m_request.facts().clientName,
                               std::string(caller().id()));
    }
}

std::chrono::microseconds CountedExchange::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 m_began);
}

void CountedExchange::sawFirstByte()
{
    m_call.record.toFirstByte = elapsed();
}

void CountedExchange::countResponse(std::string_view piece)
{
    m_call.record.responseBytes += piece.size();
    keep(m_call.response, piece);
}

void CountedExchange::sawResponse(std::string_view piece)
{
    countResponse(piece);
    if (m_answer && !m_answer->isDone()) {
        m_answer->feed(piece);
    }
}

const std::string &CountedExchange::method() const
{
    return m_exchange.method();
}

const std::string &CountedExchange::target() const
{
    return m_exchange.target();
}

const net::Headers &CountedExchange::headers() const
{
    return m_headers ? *m_headers : m_exchange.headers();
}

std::string CountedExchange::peer() const
{
    return m_exchange.peer();
}

Task<std::string> CountedExchange::readBody(std::size_t limit)
{
    auto body = co_await m_exchange.readBody(limit);
    if (body) {
        sawRequest(*body);
    }
    co_return body;
}

Task<std::string> CountedExchange::readSome()
{
    auto piece = co_await m_exchange.readSome();
    if (piece) {
        sawRequest(*piece);
    }
    co_return piece;
}

std::string CountedExchange::takeArrived()
{
    auto piece = m_exchange.takeArrived();
    sawRequest(piece);
    return piece;
}

Task<> CountedExchange::respond(net::HttpResponse response)
{
    sawHead(response.status, response.headers);
    countResponse(response.body);
    if (m_answer) {
        m_answer->feedWhole(response.body);
    }
    m_isAnswered = true;
    m_isAnsweredAtOnce = response.body.size() <= sentAtOnce;
    if (!m_isAnsweredAtOnce) {
        sawFirstByte();
    }
    return m_exchange.respond(std::move(response));
}

Task<> CountedExchange::start(net::HttpResponseHead head)
{
    sawHead(head.status, head.headers);
    sawFirstByte();
    return m_exchange.start(std::move(head));
}

Task<> CountedExchange::start(net::HttpResponseHead head, std::string_view firstBytes)
{
    sawHead(head.status, head.headers);
    sawFirstByte();
    sawResponse(firstBytes);
    return m_exchange.start(std::move(head), firstBytes);
}

Task<> CountedExchange::write(std::string_view bytes)
{
    sawResponse(bytes);
    auto sent = co_await m_exchange.write(bytes);
    m_isCancelled = m_isCancelled || !sent; // who reads no more has given up
    co_return sent;
}

Task<> CountedExchange::finish()
{
    m_isAnswered = true;
    return m_exchange.finish();
}

Task<std::unique_ptr<net::RawStream>> CountedExchange::upgrade(net::HttpResponseHead head)
{
    sawHead(head.status, head.headers);
    sawFirstByte();
    m_isAnswered = true;
    return m_exchange.upgrade(std::move(head));
}

Task<> CountedExchange::waitForClose()
{
    return m_exchange.waitForClose();
}

void CountedExchange::cancelOnClose()
{
    m_exchange.cancelOnClose();
}

void CountedExchange::abort()
{
    m_isCancelled = true;
    m_exchange.abort();
}

void CountedExchange::end()
{
    abort();
}

} // namespace berth::gateway
