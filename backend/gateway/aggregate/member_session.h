// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/aggregate/catalogue.h"
#include "gateway/aggregate/member.h"
#include "gateway/aggregate/member_link.h"

#include <array>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace berth::gateway {

/// One member as one session of an aggregate sees it: its link while it is available, and what it
/// listed. Confined to one executor.
class MemberSession : public std::enable_shared_from_this<MemberSession>
{
public:
    struct Hooks
    {
        MemberLink::Hooks::OnMessage onRequest;
        MemberLink::Hooks::OnMessage onNotification;
        /// A list has come, or will not; `wasAnnounced`: the server had said that it is another.
        std::function<void(ListKind, bool wasAnnounced)> onList;
    };

    MemberSession(net::asio::any_io_executor executor, Member member, ClientFace face, Hooks hooks);
    ~MemberSession();
    MemberSession(const MemberSession &) = delete;
    MemberSession &operator=(const MemberSession &) = delete;

    const Member &member() const
    {
        return m_member;
    }
    /// Takes over what is new of it. True when it became another server, came or went.
    bool update(Member member);
    /// Null while the member is not available.
    const std::shared_ptr<MemberLink> &link() const
    {
        return m_link;
    }

    /// Begins to fetch the list, unless that is under way.
    void fetch(ListKind kind);
    void fetchAll();
    bool isFetching(ListKind kind) const
    {
        return at(kind).isFetching;
    }
    Pulse::TimePoint fetchingSince(ListKind kind) const
    {
        return at(kind).since;
    }
    /// Null when the member has not given it yet.
    ListEntries entries(ListKind kind) const
    {
        return at(kind).entries;
    }
    /// The server said that it changed: fetches it (again).
    void announced(ListKind kind);

    /// `level` is JSON text.
    void setLogLevel(std::string level);
    net::Task<> subscribe(const std::string &uri, bool isWanted);
    void close();

private:
    struct List
    {
        ListEntries entries;
        bool isFetching = false;
        bool isStale = false; ///< changed while it was being fetched
        bool wasAnnounced = false;
        Pulse::TimePoint since{};
    };

    const List &at(ListKind kind) const
    {
        return m_lists.at(static_cast<std::size_t>(kind));
    }
    List &at(ListKind kind)
    {
        return m_lists.at(static_cast<std::size_t>(kind));
    }
    void open();
    void onConnected();
    net::asio::awaitable<void> fetchNow(std::shared_ptr<MemberLink> link, ListKind kind);
    static net::Task<std::vector<ListEntry>> read(std::shared_ptr<MemberLink> link, ListKind kind);
    net::asio::awaitable<void> sendLogLevel(std::shared_ptr<MemberLink> link);
    net::asio::awaitable<void> restore(std::shared_ptr<MemberLink> link);

    net::asio::any_io_executor m_executor;
    Member m_member;
    ClientFace m_face;
    Hooks m_hooks;
    std::shared_ptr<MemberLink> m_link;
    std::array<List, allListKinds.size()> m_lists;
    std::string m_logLevel;
    std::set<std::string> m_uris;
    bool m_wasConnected = false;
};

} // namespace berth::gateway
