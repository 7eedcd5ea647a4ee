// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// The part of AggregateSession that takes what members ask and tell.
#include "gateway/aggregate/aggregate_session.h"

#include <algorithm>
#include <utility>

namespace berth::gateway {

void AggregateSession::sayWithCause(std::string text, const std::string &cause)
{
    text = asLine(std::move(text));
    if (!cause.empty() && m_calls.count(cause) > 0) {
        text.replace(0, text.find('{') + 1, R"({"cause":)" + cause + ',');
    }
    m_link->say(text);
}

void AggregateSession::onMemberRequest(const std::string &slug, const RpcMessage &request,
                                       const std::string &cause)
{
    const SessionPtr session = sessionOf(slug);
    if (!session) {
        return;
    }
    // A name that the server gave is kept where it is free: clients of the other era see it.
    std::string shown(request.idText());
    if (!shown.starts_with('"') || m_asked.count(idKey(shown)) > 0) {
        shown = std::to_string(m_nextAsked++);
    }
    const std::string call = cause.empty() ? likelyCause(session->link()) : cause;
    m_asked[idKey(shown)] = {session->link(), std::string(request.idText()), call};
    sayWithCause(withReplacements(request.text, {{request.id, shown}}), call);
}

/// The only call that the member works on. One that waits for its client does so only when there is
/// no other.
std::string AggregateSession::likelyCause(const std::shared_ptr<MemberLink> &link) const
{
    std::vector<std::string> working;
    std::vector<std::string> waiting;
    for (const auto &[idText, call] : m_calls) {
        const bool isAsked =
            std::any_of(m_asked.begin(), m_asked.end(), [&idText = idText](const auto &entry) {
                return entry.second.cause == idText;
            });
        if (call.link.lock() == link) {
            (isAsked ? waiting : working).push_back(idText);
        }
    }
    const auto &likely = working.empty() ? waiting : working;
    return likely.size() == 1 ? likely.front() : std::string();
}

void AggregateSession::onMemberNotification(const std::string &slug, const RpcMessage &message,
                                            const std::string &cause)
{
    const SessionPtr session = sessionOf(slug);
    if (!session) {
        return;
    }
    for (const ListKind kind : allListKinds) {
        if (message.method == wordsOf(kind).changed) {
            session->announced(kind);
            if (kind != ListKind::Resources) { // which is followed by the templates
                return;
            }
        }
    }
    if (message.method == "notifications/resources/updated") {
        onUpdated(slug, message);
    } else if (message.method == "notifications/cancelled") {
        withdraw(slug, message);
    } else if (message.method != "notifications/subscriptions/acknowledged") {
        sayWithCause(message.text, message.method == "notifications/progress" ? "" : cause);
    }
}

void AggregateSession::onUpdated(const std::string &slug, const RpcMessage &message)
{
    const auto found = m_subscriptions.find({slug, message.stringParam("uri")});
    if (found != m_subscriptions.end()) {
        for (const std::string &uri : found->second) {
            m_link->say(
                asLine(withReplacements(message.text, {{message.param("uri"), jsonString(uri)}})));
        }
    }
}

/// The member gave a request of its own up.
void AggregateSession::withdraw(const std::string &slug, const RpcMessage &message)
{
    const Span place = message.param("requestId");
    const std::string key = idKey(place.in(message.text));
    const SessionPtr session = sessionOf(slug);
    for (const auto &[shown, asked] : m_asked) {
        if (asked.link.lock() == session->link() && idKey(asked.idText) == key) {
            m_link->say(asLine(withReplacements(message.text, {{place, shown}})));
            m_asked.erase(shown);
            return;
        }
    }
}

} // namespace berth::gateway
