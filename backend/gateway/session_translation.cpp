// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/session_translation.h"

#include "base/json.h"
#include "gateway/call_rounds.h"
#include "gateway/revision.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace berth::gateway {

namespace asio = net::asio;

using base::Json;

namespace {

std::string listenParams(const std::set<std::string> &uris)
{
    Json wanted{
        {"toolsListChanged", true}, {"promptsListChanged", true}, {"resourcesListChanged", true}};
    if (!uris.empty()) {
        wanted["resourceSubscriptions"] = uris;
    }
    const Json envelope{{meta::version, std::string(statelessRevision)},
                        {meta::capabilities, Json::object()}};
    return base::toText(Json{{"_meta", envelope}, {"notifications", std::move(wanted)}});
}

/// The notification without the mark of the subscription that it came by.
std::optional<RpcMessage> unmarked(const std::string &text)
{
    auto json = base::parseJson(text);
    if (!json || !json->is_object() || !json->contains("params")) {
        return readServerMessage(text);
    }
    Json &params = (*json)["params"];
    if (params.is_object() && params.contains("_meta") && params["_meta"].is_object()) {
        params["_meta"].erase(meta::subscription);
        if (params["_meta"].empty()) {
            params.erase("_meta");
        }
    }
    return readServerMessage(base::toText(*json));
}

} // namespace

SessionTranslation::SessionTranslation(asio::any_io_executor executor,
                                       std::shared_ptr<StdioBackend> backend,
                                       BridgeSessions &sessions)
    : m_executor(executor)
    , m_backend(std::move(backend))
    , m_sessions(&sessions)
    , m_changed(executor)
{}

bool SessionTranslation::isForeign(const RpcMessage &request)
{
    return request.method == "server/discover" || request.method == "subscriptions/listen";
}

asio::awaitable<bool> SessionTranslation::absorbs(SessionPtr session, const RpcMessage &request)
{
    const auto self = shared_from_this();
    if (request.method == "ping") {
        co_return true;
    }
    if (request.method == "logging/setLevel") {
        const std::string level = request.stringParam("level");
        session->logLevel = severityOf(level);
        session->hasChosenLog = true;
        co_return true;
    }
    if (request.method == "resources/subscribe") {
        session->subscriptions.insert(request.stringParam("uri"));
    } else if (request.method == "resources/unsubscribe") {
        session->subscriptions.erase(request.stringParam("uri"));
    } else {
        co_return false;
    }
    co_await listenAnew();
    co_return true;
}

net::Task<> SessionTranslation::call(SessionPtr session, RpcMessage request,
                                     std::shared_ptr<EventStream> events)
{
    RpcMessage complete = withEnvelope(request, *session);
    const auto rounds = std::make_shared<CallRounds>(m_backend, std::move(session),
                                                     std::move(complete), std::move(events));
    co_return co_await rounds->start();
}

void SessionTranslation::listen()
{
    if (m_generation == 0) {
        asio::co_spawn(m_executor, listenAnew(), asio::detached);
    }
}

std::set<std::string> SessionTranslation::wantedUris() const
{
    std::set<std::string> uris;
    if (m_sessions != nullptr) {
        m_sessions->collectSubscriptions(uris);
    }
    return uris;
}

/// One subscription serves all sessions. Its list cannot be changed, so a new one takes its place,
/// and the old one ends when the new one is there: nothing is missed in between.
asio::awaitable<void> SessionTranslation::listenAnew()
{
    const auto self = shared_from_this();
    while (m_isBusy) {
        co_await m_changed.wait();
    }
    auto uris = wantedUris();
    if (m_listening != 0 && uris == m_uris) {
        co_return;
    }
    m_isBusy = true;
    const StdioBackend::CallId before = m_listening;
    const std::uint64_t generation = ++m_generation;
    StdioBackend::Deliver deliver = [self, generation](const std::string &text, bool isLast) {
        self->onListened(generation, text, isLast);
    };
    std::string params = listenParams(uris);
    auto sent =
        co_await m_backend->request("subscriptions/listen", std::move(params), std::move(deliver));
    if (sent) {
        m_listening = *sent;
        m_uris = std::move(uris);
        while (m_acknowledged < generation) {
            co_await m_changed.wait();
        }
    }
    if (before != 0) {
        m_backend->cancel(before, "Listening elsewhere.");
    }
    m_isBusy = false;
    m_changed.beat();
}

void SessionTranslation::onListened(std::uint64_t generation, const std::string &text, bool isLast)
{
    if (m_acknowledged < generation) { // whatever is first: it listens, or it never will
        m_acknowledged = generation;
        m_changed.beat();
    }
    const auto message = isLast ? std::nullopt : unmarked(text);
    const bool isOurs = generation == m_generation;
    if (message && m_sessions != nullptr && isOurs &&
        message->method != "notifications/subscriptions/acknowledged") {
        m_sessions->onNotification(*message);
    }
    if (isLast && isOurs) {
        m_listening = 0;
    }
}

} // namespace berth::gateway
