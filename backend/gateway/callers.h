// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "gateway/client_token.h"
#include "net/http_message.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace berth::gateway {

/// What the gateway knows of a client with a token.
struct ClientEntry
{
    std::string id;
    std::string name;
    TokenHash hash{};
    std::set<std::string, std::less<>> instances; ///< ids; both empty: everything
    std::set<std::string, std::less<>> groups;    ///< "all" is /mcp
    std::optional<std::int64_t> rateLimit;        ///< calls a minute; 0: no limit
};

/// Who may call. Replaced as a whole.
struct CallerRules
{
    bool requireToken = false;
    std::int64_t rateLimit = 0; ///< calls a minute and client; 0: no limit
    bool record = false;        ///< keep what is said
    std::vector<ClientEntry> clients;
};

/// What a request is for.
struct Place
{
    std::string instanceId; ///< empty: no instance, or a group
    std::string group;      ///< "all" is /mcp; empty: no group
    std::string name;       ///< for people: the instance's name, or "@<group>"
};
using PlacePtr = std::shared_ptr<const Place>;

/// Who calls: a client with a token, Berth itself, or nobody in particular.
struct Caller
{
    std::shared_ptr<const ClientEntry> client;
    bool isBerth = false;

    std::string_view id() const;
};

/// A request that is not let in.
struct Refusal
{
    int status = 0;
    std::string word;
    std::string message;
    net::Headers headers; ///< that the answer must have (RFC 6750 section 3)
};

/// Tells callers apart by their tokens. Confined to the gateway's thread.
class Callers
{
public:
    explicit Callers(base::Secret ownToken);

    void setRules(CallerRules rules);
    const CallerRules &rules() const
    {
        return m_rules;
    }
    /// The caller, or 401: there is none, or a wrong one, where a token is demanded. A token of
    /// ours that is not known is refused always.
    tl::expected<Caller, Refusal> identify(const net::Headers &headers) const;
    /// 403 when the caller's token is for other places.
    std::optional<Refusal> refusal(const Caller &caller, const Place &place) const;
    /// Whether a call that was let in would be let in now.
    bool isStillAllowed(const Caller &caller, const Place &place) const;
    /// What the caller wrote in Authorization is for Berth, and no server gets it. Only while
    /// nobody has a token it can be for the server behind.
    bool takesAuthorization() const
    {
        return m_rules.requireToken || !m_byHash.empty();
    }

private:
    CallerRules m_rules;
    TokenHash m_own;
    std::unordered_map<TokenHash, std::shared_ptr<const ClientEntry>, TokenHashBucket> m_byHash;
};

} // namespace berth::gateway
