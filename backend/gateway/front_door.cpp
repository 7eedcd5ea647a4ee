// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/front_door.h"

#include "base/json.h"

#include <vector>

namespace berth::gateway {

namespace {

constexpr int notFound = 404;
constexpr int tooManyRequests = 429;

} // namespace

FrontDoor::FrontDoor(base::Secret ownToken, std::shared_ptr<CallBook> book)
    : m_callers(std::move(ownToken))
    , m_book(std::move(book))
{}

void FrontDoor::setRules(CallerRules rules)
{
    m_callers.setRules(std::move(rules));
    std::vector<PresentCall *> ended;
    for (PresentCall &call : m_present) {
        if (!m_callers.isStillAllowed(call.caller(), call.place())) {
            ended.push_back(&call);
        }
    }
    for (PresentCall *call : ended) {
        call->end(); // only asks it to end; none is gone before the last was asked
    }
}

std::optional<Refusal> FrontDoor::refusal(const net::ServerExchange &exchange, const Caller &caller,
                                          const Place &place)
{
    if (auto elsewhere = m_callers.refusal(caller, place)) {
        return elsewhere;
    }
    if (const auto id = exchange.headers().get("Mcp-Session-Id")) {
        const auto *session = m_sessions.find(place.name, *id);
        if (session != nullptr && session->callerId != caller.id()) {
            // As for a session that is not there: whoever guesses shall learn nothing.
            return Refusal{notFound, "session_not_found", "There is no such session.", {}};
        }
    }
    return exchange.method() == "POST" ? tooMany(exchange, caller) : std::nullopt;
}

std::optional<Refusal> FrontDoor::tooMany(const net::ServerExchange &exchange, const Caller &caller)
{
    if (caller.isBerth) {
        return std::nullopt;
    }
    const CallerRules &rules = m_callers.rules();
    const std::int64_t limit =
        caller.client ? caller.client->rateLimit.value_or(rules.rateLimit) : rules.rateLimit;
    if (limit <= 0) {
        return std::nullopt;
    }
    const std::string key = caller.client ? caller.client->id : "peer " + exchange.peer();
    const auto wait = m_limiter.refuse(key, limit, std::chrono::steady_clock::now());
    if (!wait) {
        return std::nullopt;
    }
    return Refusal{tooManyRequests,
                   "too_many_calls",
                   "This client may make " + std::to_string(limit) +
                       " calls a minute. Try again in " + std::to_string(wait->count()) + " s.",
                   {{"Retry-After", std::to_string(wait->count())}}};
}

net::HttpResponse refusalReply(Refusal refusal)
{
    base::Json body;
    body["error"] = refusal.word;
    body["code"] = refusal.status;
    body["message"] = refusal.message;
    refusal.headers.set("Content-Type", "application/json");
    return {refusal.status, std::move(refusal.headers), base::toText(body)};
}

} // namespace berth::gateway
