// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "net/http_server.h"

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace berth::test {

/// An Infisical as far as Berth uses one, in the process of the test and on its event loop. It
/// answers as a running server was seen to: the same status, the same words, for the same mistakes.
/// Time passes when the test says so.
class InfisicalStandIn
{
public:
    using Clock = std::chrono::steady_clock;

    explicit InfisicalStandIn(net::asio::any_io_executor executor);
    ~InfisicalStandIn();
    InfisicalStandIn(const InfisicalStandIn &) = delete;
    InfisicalStandIn &operator=(const InfisicalStandIn &) = delete;

    std::string url() const;
    static constexpr const char *clientId = "d3411c25-798c-403c-93e0-720a614ccd7a";
    static constexpr const char *clientSecret = "stand-in-client-secret";
    static constexpr const char *projectId = "e99b9c7a-f251-4cb8-ae0f-2099fbdcbd6f";

    Clock::time_point now() const
    {
        return m_now;
    }
    void pass(std::chrono::seconds time)
    {
        m_now += time;
    }
    /// Lives of the tokens from now on.
    void setLifetimes(std::chrono::seconds life, std::chrono::seconds most);
    /// Forbids what an identity in the role "viewer", or without membership, may not do.
    void setMayWrite(bool may);
    void setMember(bool isMember);
    void setHidesValues(bool hides);
    void setNeedsApproval(bool needs);
    void revokeTokens();
    /// A secret as somebody else put it there; its folder is made.
    void put(const std::string &folder, const std::string &name, const std::string &value);
    const std::map<std::string, std::string> *folder(const std::string &path) const;

    /// What a broken server or a proxy in front of it does to one request.
    struct Trouble
    {
        int status = 0; ///< 0: a body that is cut off
        std::string body;
        net::Headers headers;
    };
    /// The next requests, one each, are answered so.
    void cause(Trouble trouble, int times = 1);
    /// Every request from now on gets no answer until it is broken off.
    void fallSilent();

    /// "POST /api/v1/auth/universal-auth/login" for each request, without the query.
    const std::vector<std::string> &requests() const
    {
        return m_requests;
    }
    int count(const std::string &request) const;
    int logins() const;
    void forgetRequests()
    {
        m_requests.clear();
    }

private:
    struct Query;
    struct Reply
    {
        int status = 200;
        base::Json body;
    };
    struct Token
    {
        Clock::time_point expires;
        Clock::time_point last; ///< no renewal goes beyond
    };

    net::asio::awaitable<void> serve(net::ServerExchange &exchange);
    net::asio::awaitable<void> makeTrouble(net::ServerExchange &exchange, Trouble trouble);
    Reply answer(const Query &query);
    Reply login(const base::Json &body);
    Reply renew(const base::Json &body);
    Reply secrets(const Query &query);
    Reply withSecret(const Query &query, const std::string &path, const std::string &name);
    Reply list(const std::string &path, bool recursive, bool withValues) const;
    Reply makeFolder(const Query &query);
    std::optional<Reply> refuseToken(const Query &query) const;
    base::Json issueToken(Token token);
    base::Json secretJson(const std::string &path, const std::string &name,
                          const std::string &value, bool withValue) const;

    net::HttpServer m_server;
    std::uint16_t m_port = 0;
    Clock::time_point m_now = Clock::now();
    std::chrono::seconds m_life{600};
    std::chrono::seconds m_mostLife{1800};
    bool m_mayWrite = true;
    bool m_member = true;
    bool m_hides = false;
    bool m_approval = false;
    bool m_silent = false;
    int m_wrongLogins = 0;
    Clock::time_point m_lockedUntil{};
    int m_issued = 0;
    std::map<std::string, Token> m_tokens;
    std::set<std::string> m_revoked;
    std::map<std::string, std::map<std::string, std::string>> m_folders{{"/", {}}};
    std::deque<Trouble> m_troubles;
    std::vector<std::string> m_requests;
};

} // namespace berth::test
