// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/callers.h"

#include "model/client.h"

#include <algorithm>

namespace berth::gateway {

namespace {

constexpr int unauthorized = 401;
constexpr int forbidden = 403;
constexpr const char *challengeHeader = "WWW-Authenticate";

/// The token of "Bearer <token>"; nothing for another scheme.
std::optional<std::string_view> bearerToken(std::string_view field)
{
    const auto space = field.find(' ');
    if (!net::sameHeaderName(field.substr(0, space), "Bearer")) {
        return std::nullopt;
    }
    std::string_view token = space == std::string_view::npos ? "" : field.substr(space);
    token.remove_prefix(std::min(token.size(), token.find_first_not_of(' ')));
    return token;
}

Refusal noToken()
{
    return {unauthorized,
            "unauthorized",
            "This gateway wants the token of a client. Make one on the page Clients or with "
            "\"berth client add\", and send it as \"Authorization: Bearer <token>\".",
            {{challengeHeader, R"(Bearer realm="berth")"}}};
}

Refusal wrongToken()
{
    return {unauthorized,
            "invalid_token",
            "The token is not known here, or was revoked.",
            {{challengeHeader, R"(Bearer realm="berth", error="invalid_token")"}}};
}

Refusal otherPlace(const Caller &caller, const Place &place)
{
    return {forbidden,
            "insufficient_scope",
            "The token of " + caller.client->name + " is not for " +
                (place.name.empty() ? "this address" : place.name) + '.',
            {{challengeHeader, R"(Bearer realm="berth", error="insufficient_scope")"}}};
}

bool covers(const ClientEntry &client, const Place &place)
{
    if (client.instances.empty() && client.groups.empty()) {
        return true;
    }
    return client.instances.count(place.instanceId) > 0 || client.groups.count(place.group) > 0;
}

} // namespace

std::string_view Caller::id() const
{
    return isBerth ? model::ownClientName : client ? std::string_view(client->id) : "";
}

Callers::Callers(base::Secret ownToken)
    : m_own(hashOfToken(ownToken.expose()))
{}

void Callers::setRules(CallerRules rules)
{
    m_byHash.clear();
    for (const ClientEntry &client : rules.clients) {
        m_byHash.emplace(client.hash, std::make_shared<const ClientEntry>(client));
    }
    m_rules = std::move(rules);
}

tl::expected<Caller, Refusal> Callers::identify(const net::Headers &headers) const
{
    const auto field = headers.get("Authorization");
    const auto token = field ? bearerToken(*field) : std::nullopt;
    if (!token) {
        return m_rules.requireToken ? tl::expected<Caller, Refusal>(tl::unexpect, noToken())
                                    : Caller{};
    }
    // Looked up by a hash that nobody can steer, so the time it takes tells nothing of the tokens.
    const TokenHash hash = hashOfToken(*token);
    if (hash == m_own) {
        return Caller{nullptr, true};
    }
    if (const auto known = m_byHash.find(hash); known != m_byHash.end()) {
        return Caller{known->second, false};
    }
    if (takesAuthorization() || token->starts_with(tokenPrefix)) {
        return tl::unexpected(wrongToken());
    }
    return Caller{};
}

std::optional<Refusal> Callers::refusal(const Caller &caller, const Place &place) const
{
    if (caller.client && !covers(*caller.client, place)) {
        return otherPlace(caller, place);
    }
    return std::nullopt;
}

bool Callers::isStillAllowed(const Caller &caller, const Place &place) const
{
    if (caller.isBerth) {
        return true;
    }
    if (!caller.client) {
        return !m_rules.requireToken;
    }
    const auto known = m_byHash.find(caller.client->hash);
    return known != m_byHash.end() && covers(*known->second, place);
}

} // namespace berth::gateway
