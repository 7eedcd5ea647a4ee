// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/aggregate_session.h"

#include "gateway/aggregate/aggregate_replies.h"
#include "gateway/log_levels.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace berth::gateway {

namespace asio = net::asio;
using namespace asio::experimental::awaitable_operators;

using base::ErrorCode;

namespace {

constexpr auto asTuple = asio::as_tuple(asio::use_awaitable);

constexpr std::string_view capabilities =
    R"({"tools":{"listChanged":true},"prompts":{"listChanged":true},)"
    R"("resources":{"listChanged":true,"subscribe":true},"logging":{},"completions":{}})";

const ListEntries noEntries = std::make_shared<const std::vector<ListEntry>>();

ListEntries knownTools(const Member &member)
{
    std::vector<ListEntry> entries;
    for (const std::string &text : member.knownTools) {
        if (auto entry = readEntry(text, ListKind::Tools)) {
            entries.push_back(std::move(*entry));
        }
    }
    return std::make_shared<const std::vector<ListEntry>>(std::move(entries));
}

bool mayStart(const Route &route)
{
    return !route.available && route.startsOnCall && !route.hasFailed;
}

/// One call to an instance, as long as it takes.
class Use
{
public:
    Use(const AggregateServices &services, std::string instanceId)
        : m_services(services)
        , m_instanceId(std::move(instanceId))
    {
        tell(1);
    }
    ~Use()
    {
        tell(-1);
    }
    Use(const Use &) = delete;
    Use &operator=(const Use &) = delete;

private:
    void tell(int calls)
    {
        if (m_services.onUse) {
            m_services.onUse(m_instanceId, calls);
        }
    }

    const AggregateServices &m_services;
    std::string m_instanceId;
};

} // namespace

AggregateSession::AggregateSession(asio::any_io_executor executor, AggregateServices services,
                                   MembersPtr members)
    : m_executor(executor)
    , m_services(std::move(services))
    , m_members(std::move(members))
    , m_link(std::make_shared<MemoryLink>(executor))
    , m_changed(executor)
    , m_catalogues{Catalogue(ListKind::Tools), Catalogue(ListKind::Prompts),
                   Catalogue(ListKind::Resources), Catalogue(ListKind::Templates)}
{}

std::unique_ptr<net::RawStream> AggregateSession::open(bool isEager)
{
    m_isEager = isEager;
    return m_link->stream(
        {[self = shared_from_this()](std::string line) { self->onLine(std::move(line)); },
         [self = shared_from_this()] { self->close(); }});
}

void AggregateSession::close()
{
    m_link->close();
    const auto calls = std::exchange(m_calls, {});
    for (const auto &[idText, call] : calls) {
        if (const auto link = call.link.lock()) {
            link->cancelled(idText, "The client left.");
        }
        call.signal->emit(asio::cancellation_type::terminal);
    }
    for (const auto &[slug, session] : m_sessions) {
        session->close();
    }
    m_changed.beat();
}

void AggregateSession::onLine(std::string line)
{
    auto message = readServerMessage(std::move(line));
    if (!message) {
        return;
    }
    switch (message->kind) {
    case RpcMessage::Kind::Response:
        onAnswer(*message);
        break;
    case RpcMessage::Kind::Notification:
        onClientNotification(*message);
        break;
    case RpcMessage::Kind::Request:
        begin(std::move(*message));
        break;
    }
}

void AggregateSession::begin(RpcMessage request)
{
    if (request.method == "initialize") {
        m_link->say(initialize(request));
        return;
    }
    const auto signal = std::make_shared<asio::cancellation_signal>();
    m_calls[std::string(request.idText())].signal = signal;
    asio::co_spawn(
        m_executor, serve(std::move(request)),
        asio::bind_cancellation_slot(signal->slot(), [signal](const std::exception_ptr &) {}));
}

asio::awaitable<void> AggregateSession::serve(RpcMessage request)
{
    const auto self = shared_from_this();
    const std::string idText(request.idText());
    const std::string reply = co_await replyTo(request);
    std::erase_if(m_asked, [&idText](const auto &entry) { return entry.second.cause == idText; });
    if (m_calls.erase(idText) > 0) { // else it was cancelled
        co_await m_link->waitForRoom();
        m_link->say(asLine(reply));
    }
}

asio::awaitable<std::string> AggregateSession::replyTo(const RpcMessage &request)
{
    const std::string &method = request.method;
    if (method == "ping") {
        co_return resultReply(request.idText(), "{}");
    }
    if (const auto kind = kindOfMethod(method)) {
        co_return co_await list(request, *kind);
    }
    if (method == "tools/call") {
        co_return co_await callNamed(request, ListKind::Tools, request.param("name"));
    }
    if (method == "prompts/get") {
        co_return co_await callNamed(request, ListKind::Prompts, request.param("name"));
    }
    if (method == "resources/read") {
        co_return co_await readResource(request);
    }
    if (method == "resources/subscribe" || method == "resources/unsubscribe") {
        co_return co_await changeSubscription(request);
    }
    if (method == "completion/complete") {
        co_return co_await complete(request);
    }
    if (method == "logging/setLevel") {
        m_logLevel = request.param("level").in(request.text);
        if (!isLogLevel(request.stringParam("level"))) {
            co_return refusal(request, rpc::invalidParams, "There is no such log level.");
        }
        for (const auto &[slug, session] : m_sessions) {
            session->setLogLevel(m_logLevel);
        }
        co_return resultReply(request.idText(), "{}");
    }
    co_return refusal(request, rpc::methodNotFound, "There is no method " + method + " here.");
}

std::string AggregateSession::initialize(const RpcMessage &request)
{
    m_face.capabilities = request.param("capabilities").in(request.text);
    m_face.clientInfo = request.param("clientInfo").in(request.text);
    m_isGreeted = true;
    setMembers(m_members);
    std::string result = R"({"protocolVersion":"2025-11-25","capabilities":)";
    result.append(capabilities).append(R"(,"serverInfo":{"name":)");
    result.append(jsonString(m_services.name)).append(R"(,"version":)");
    return resultReply(request.idText(), result.append(jsonString(BERTH_VERSION)).append("}}"));
}

void AggregateSession::onClientNotification(const RpcMessage &message)
{
    if (message.method == "notifications/initialized" && m_isEager) {
        for (const auto &[slug, session] : m_sessions) {
            session->fetchAll();
        }
    } else if (message.method == "notifications/cancelled") {
        cancelCall(message);
    } else if (message.method == "notifications/roots/list_changed") {
        for (const auto &[slug, session] : m_sessions) {
            if (session->link() && session->link()->isConnected()) {
                session->link()->post(message.text);
            }
        }
    }
}

void AggregateSession::cancelCall(const RpcMessage &message)
{
    const std::string idText(message.param("requestId").in(message.text));
    const auto call = m_calls.extract(idText);
    if (call.empty()) {
        return;
    }
    std::erase_if(m_asked, [&idText](const auto &entry) { return entry.second.cause == idText; });
    if (const auto link = call.mapped().link.lock()) {
        link->cancelled(idText, message.stringParam("reason"));
    }
    call.mapped().signal->emit(asio::cancellation_type::terminal);
}

void AggregateSession::onAnswer(const RpcMessage &answer)
{
    const auto asked = m_asked.extract(idKey(answer.idText()));
    const auto link = asked.empty() ? nullptr : asked.mapped().link.lock();
    if (link) {
        const auto theirs =
            readServerMessage(withReplacements(answer.text, {{answer.id, asked.mapped().idText}}));
        if (theirs) {
            link->answer(*theirs);
        }
    }
}

/// Waits until the members have given their lists, but for none longer than it may take.
asio::awaitable<void> AggregateSession::settle(ListKind kind)
{
    for (const auto &[slug, session] : m_sessions) {
        session->fetch(kind);
    }
    while (m_link->isOpen()) {
        const auto now = std::chrono::steady_clock::now();
        auto next = Pulse::TimePoint::max();
        for (const auto &[slug, session] : m_sessions) {
            const bool hasOld = session->entries(kind) != nullptr;
            const auto until = session->fetchingSince(kind) +
                               (hasOld ? m_services.renewWithin : m_services.listWithin);
            if (session->isFetching(kind) && until > now) {
                next = std::min(next, until);
            }
        }
        if (next == Pulse::TimePoint::max()) {
            break;
        }
        asio::steady_timer timer(m_executor, next);
        co_await (m_changed.wait() || timer.async_wait(asTuple));
    }
    rebuild(kind);
}

asio::awaitable<std::string> AggregateSession::list(const RpcMessage &request, ListKind kind)
{
    co_await settle(kind);
    const std::string &result = catalogue(kind).result();
    given(kind) = result;
    co_return resultReply(request.idText(), result);
}

asio::awaitable<std::string> AggregateSession::callNamed(const RpcMessage &request, ListKind kind,
                                                         Span place)
{
    const std::string name = decodedString(place.in(request.text)).value_or(std::string());
    auto owner = catalogue(kind).find(name);
    if (!owner) {
        co_await settle(kind);
        owner = catalogue(kind).find(name);
    }
    const SessionPtr session = owner ? sessionOf(owner->slug) : nullptr;
    const bool isChosen = session && (kind != ListKind::Tools || !session->member().chosenTools ||
                                      session->member().chosenTools->count(owner->name) > 0);
    if (!isChosen) {
        const std::string what = kind == ListKind::Tools ? "tool" : "prompt";
        co_return refusal(request, rpc::invalidParams,
                          "There is no " + what + ' ' + name + " here.");
    }
    RpcMessage theirs = owner->name == name ? request : withParam(request, place, owner->name);
    co_return co_await pass(owner->slug, std::move(theirs));
}

/// The member's session with a link, after it was started if it starts on a call.
net::Task<AggregateSession::SessionPtr> AggregateSession::reach(std::string slug)
{
    SessionPtr session = sessionOf(slug);
    if (session && mayStart(session->member().route)) {
        const Route route = session->member().route;
        if (m_services.onWanted) {
            m_services.onWanted(route.instanceId);
        }
        asio::steady_timer deadline(m_executor, route.startWithin);
        bool isLate = false;
        while (session && mayStart(session->member().route) && !isLate && m_link->isOpen()) {
            const auto first = co_await (m_changed.wait() || deadline.async_wait(asTuple));
            isLate = first.index() == 1;
            session = sessionOf(slug);
        }
    }
    if (!session) {
        co_return base::fail(ErrorCode::NotFound, slug + " is not here any more.");
    }
    const Route &route = session->member().route;
    if (!session->link()) {
        const std::string text =
            route.problem.empty() ? route.instanceName + " is not running." : route.problem;
        const bool comesByItself = route.startsOnCall && !route.hasFailed;
        co_return base::fail(ErrorCode::Unavailable,
                             text + (comesByItself ? " It did not start in time; try again."
                                                   : " Start it in Berth and try again."));
    }
    co_return session;
}

asio::awaitable<std::string> AggregateSession::pass(std::string slug, RpcMessage request)
{
    auto session = co_await reach(slug);
    if (!session) {
        co_return failure(request, session.error());
    }
    const auto link = (*session)->link();
    const std::string name = (*session)->member().route.instanceName;
    const Use use(m_services, (*session)->member().route.instanceId);
    const auto call = m_calls.find(std::string(request.idText()));
    if (call != m_calls.end()) {
        call->second.link = link;
    }
    auto reply = co_await link->call(request);
    if (!reply) {
        const bool isCutOff = reply.error().code == ErrorCode::ConnectionLost;
        co_return isCutOff
            ? refusal(request, rpc::internalError, name + " ended before it answered.")
            : failure(request, reply.error());
    }
    co_return std::move(reply->text);
}

AggregateSession::SessionPtr AggregateSession::sessionOf(const std::string &slug) const
{
    const auto found = m_sessions.find(slug);
    return found == m_sessions.end() ? nullptr : found->second;
}

AggregateSession::SessionPtr AggregateSession::makeSession(const Member &member)
{
    const std::string &slug = member.slug;
    MemberSession::Hooks hooks{
        [this, slug](const RpcMessage &request, const std::string &cause) {
            onMemberRequest(slug, request, cause);
        },
        [this, slug](const RpcMessage &message, const std::string &cause) {
            onMemberNotification(slug, message, cause);
        },
        [this](ListKind kind, bool wasAnnounced) { onList(kind, wasAnnounced); }};
    auto session = std::make_shared<MemberSession>(m_executor, member, m_face, std::move(hooks));
    if (!m_logLevel.empty()) {
        session->setLogLevel(m_logLevel);
    }
    return session;
}

void AggregateSession::setMembers(const MembersPtr &members)
{
    m_members = members;
    if (!m_isGreeted || !m_link->isOpen()) {
        return;
    }
    std::map<std::string, SessionPtr> sessions;
    for (const Member &member : *members) {
        auto known = m_sessions.extract(member.slug);
        const bool isKnown =
            !known.empty() && known.mapped()->member().route.instanceId == member.route.instanceId;
        const SessionPtr session = isKnown ? known.mapped() : makeSession(member);
        const bool isOther = !isKnown || session->update(member);
        sessions.emplace(member.slug, session);
        if (isOther && m_isEager) {
            session->fetchAll();
        }
    }
    for (const auto &[slug, session] : std::exchange(m_sessions, std::move(sessions))) {
        session->close();
    }
    for (const ListKind kind : allListKinds) {
        rebuild(kind);
        tellIfChanged(kind, false);
    }
    m_changed.beat();
}

void AggregateSession::rebuild(ListKind kind)
{
    std::vector<Catalogue::Part> parts;
    for (const auto &[slug, session] : m_sessions) {
        const Member &member = session->member();
        ListEntries entries = session->entries(kind);
        const bool hasGiven = entries != nullptr;
        if (!entries) {
            entries = kind == ListKind::Tools ? knownTools(member) : noEntries;
        }
        const bool isListed = (session->link() && hasGiven) || mayStart(member.route);
        const bool isLimited = kind == ListKind::Tools && member.chosenTools;
        parts.push_back({slug, entries, isListed, isLimited ? &*member.chosenTools : nullptr});
    }
    catalogue(kind).build(parts);
}

void AggregateSession::onList(ListKind kind, bool wasAnnounced)
{
    rebuild(kind);
    // Resources and templates share one notification.
    tellIfChanged(kind, wasAnnounced && kind != ListKind::Templates);
    m_changed.beat();
}

void AggregateSession::tellIfChanged(ListKind kind, bool wasAnnounced)
{
    const std::string &result = catalogue(kind).result();
    std::optional<std::string> &last = given(kind);
    if (wasAnnounced || (last && *last != result)) {
        last = result;
        m_link->say(notification(wordsOf(kind).changed));
    }
}

} // namespace berth::gateway
