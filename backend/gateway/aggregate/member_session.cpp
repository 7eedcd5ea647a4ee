// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/member_session.h"

#include "log/log.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace berth::gateway {

namespace asio = net::asio;

namespace {

constexpr int mostPages = 1000;

/// Whether a link to one is one to the other.
bool isSameServer(const Route &one, const Route &other)
{
    return one.available == other.available && one.upstream == other.upstream &&
           one.basePath == other.basePath && one.hostHeader == other.hostHeader &&
           one.extraHeaders == other.extraHeaders;
}

} // namespace

MemberSession::MemberSession(asio::any_io_executor executor, Member member, ClientFace face,
                             Hooks hooks)
    : m_executor(std::move(executor))
    , m_member(std::move(member))
    , m_face(std::move(face))
    , m_hooks(std::move(hooks))
{
    open();
}

MemberSession::~MemberSession()
{
    close();
}

void MemberSession::open()
{
    m_wasConnected = false;
    if (!m_member.route.available) {
        m_link = nullptr;
        return;
    }
    m_link = std::make_shared<MemberLink>(
        m_executor, m_member.route, m_face,
        MemberLink::Hooks{m_hooks.onRequest, m_hooks.onNotification, [this] { onConnected(); }});
}

bool MemberSession::update(Member member)
{
    const bool isOther = !isSameServer(m_member.route, member.route);
    m_member = std::move(member);
    if (isOther) {
        if (m_link) {
            m_link->close();
        }
        for (List &list : m_lists) {
            list.isFetching = false;
            list.entries = m_member.route.available ? nullptr : list.entries;
        }
        open();
    }
    return isOther;
}

void MemberSession::fetch(ListKind kind)
{
    List &list = at(kind);
    if (!m_link || list.isFetching) {
        return;
    }
    list.isFetching = true;
    list.since = std::chrono::steady_clock::now();
    asio::co_spawn(m_executor, fetchNow(m_link, kind), asio::detached);
}

void MemberSession::fetchAll()
{
    for (const ListKind kind : allListKinds) {
        fetch(kind);
    }
}

void MemberSession::announced(ListKind kind)
{
    List &list = at(kind);
    list.wasAnnounced = true;
    list.isStale = list.isFetching;
    fetch(kind);
}

asio::awaitable<void> MemberSession::fetchNow(std::shared_ptr<MemberLink> link, ListKind kind)
{
    const auto self = shared_from_this();
    auto entries = co_await read(link, kind);
    List &list = at(kind);
    if (link != m_link) {
        co_return; // it is another server meanwhile
    }
    list.isFetching = false;
    if (entries) {
        list.entries = std::make_shared<const std::vector<ListEntry>>(std::move(*entries));
    } else {
        log::logger("gateway")->info("{} of {}: {}", wordsOf(kind).method,
                                     m_member.route.instanceName, entries.error().message);
    }
    const bool wasAnnounced = std::exchange(list.wasAnnounced, false);
    m_hooks.onList(kind, wasAnnounced);
    if (std::exchange(list.isStale, false)) {
        announced(kind);
    }
}

net::Task<std::vector<ListEntry>> MemberSession::read(std::shared_ptr<MemberLink> link,
                                                      ListKind kind)
{
    auto connected = co_await link->connect();
    if (!connected) {
        co_return base::fail(std::move(connected.error()));
    }
    std::vector<ListEntry> all;
    if (!link->offers(wordsOf(kind).capability)) {
        co_return all;
    }
    std::string params = "{}";
    std::set<std::string> seen;
    for (int page = 0; page < mostPages; ++page) {
        auto result = co_await link->ask(wordsOf(kind).method, params);
        if (!result) {
            co_return base::fail(std::move(result.error()));
        }
        for (ListEntry &entry : entriesOfResult(*result, kind)) {
            all.push_back(std::move(entry));
        }
        const auto cursor = nextCursorText(*result);
        if (!cursor || !seen.insert(*cursor).second) {
            break;
        }
        params = R"({"cursor":)" + *cursor + "}";
    }
    co_return all;
}

/// A server that begins anew knows neither levels nor subscriptions.
void MemberSession::onConnected()
{
    if (std::exchange(m_wasConnected, true)) {
        for (const ListKind kind : allListKinds) {
            announced(kind);
        }
    }
    asio::co_spawn(m_executor, restore(m_link), asio::detached);
}

asio::awaitable<void> MemberSession::sendLogLevel(std::shared_ptr<MemberLink> link)
{
    const auto self = shared_from_this();
    if (!m_logLevel.empty() && link->offers("logging")) {
        (void)co_await link->ask("logging/setLevel", R"({"level":)" + m_logLevel + "}");
    }
}

asio::awaitable<void> MemberSession::restore(std::shared_ptr<MemberLink> link)
{
    const auto self = shared_from_this();
    co_await sendLogLevel(link);
    const std::set<std::string> uris = m_uris;
    for (const std::string &uri : uris) {
        (void)co_await link->subscribe(uri, true);
    }
}

void MemberSession::setLogLevel(std::string level)
{
    m_logLevel = std::move(level);
    if (m_link && m_link->isConnected()) {
        asio::co_spawn(m_executor, sendLogLevel(m_link), asio::detached);
    }
}

net::Task<> MemberSession::subscribe(const std::string &uri, bool isWanted)
{
    const auto self = shared_from_this();
    const auto link = m_link;
    auto done = co_await link->subscribe(uri, isWanted);
    if (done && isWanted) {
        m_uris.insert(uri);
    } else {
        m_uris.erase(uri);
    }
    co_return done;
}

void MemberSession::close()
{
    if (const auto link = std::exchange(m_link, nullptr)) {
        link->close();
    }
}

} // namespace berth::gateway
