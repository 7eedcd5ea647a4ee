// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// The part of AggregateSession that knows of URIs.
#include "gateway/aggregate/aggregate_replies.h"
#include "gateway/aggregate/aggregate_session.h"
#include "gateway/aggregate/shown_names.h"

#include <algorithm>
#include <utility>

namespace berth::gateway {

namespace asio = net::asio;

namespace {

bool isError(const std::string &reply)
{
    const auto message = readServerMessage(reply);
    return !message || message->result.isEmpty();
}

/// The reply to resources/read with the URI that the client asked for.
std::string withUri(const std::string &reply, const std::string &theirs, const std::string &asked)
{
    const auto message = readServerMessage(reply);
    if (!message || message->result.isEmpty() || theirs == asked) {
        return reply;
    }
    std::vector<Replacement> replacements;
    const Span contents = memberAt(reply, message->result, "contents");
    for (Span element : elementsAt(reply, contents)) {
        element.begin = std::min(reply.find('{', element.begin), element.end);
        const Span uri = memberAt(reply, element, "uri");
        if (decodedString(uri.in(reply)) == theirs) {
            replacements.push_back({uri, jsonString(asked)});
        }
    }
    return withReplacements(reply, std::move(replacements));
}

} // namespace

std::optional<AggregateSession::Owner>
AggregateSession::knownOwnerOfUri(const std::string &uri) const
{
    if (const auto owned = readOwnedUri(uri); owned && sessionOf(owned->first)) {
        return Owner{owned->first, owned->second};
    }
    auto owner = catalogue(ListKind::Resources).find(uri);
    if (!owner) {
        owner = catalogue(ListKind::Templates).find(uri);
    }
    return owner ? owner : catalogue(ListKind::Templates).findByTemplate(uri);
}

asio::awaitable<std::optional<AggregateSession::Owner>>
AggregateSession::ownerOfUri(std::string uri)
{
    auto owner = knownOwnerOfUri(uri);
    if (!owner) {
        co_await settle(ListKind::Resources);
        co_await settle(ListKind::Templates);
        owner = knownOwnerOfUri(uri);
    }
    co_return owner;
}

/// A server may have more than it lists: then all are asked in turn.
asio::awaitable<std::string> AggregateSession::readResource(const RpcMessage &request)
{
    const Span place = request.param("uri");
    const std::string uri = request.stringParam("uri");
    const auto owner = co_await ownerOfUri(uri);
    if (owner) {
        RpcMessage theirs = owner->name == uri ? request : withParam(request, place, owner->name);
        const std::string reply = co_await pass(owner->slug, std::move(theirs));
        co_return withUri(reply, owner->name, uri);
    }
    std::vector<std::string> slugs;
    for (const auto &[slug, session] : m_sessions) {
        const auto &link = session->link();
        if (link && link->isConnected() && link->offers("resources")) {
            slugs.push_back(slug);
        }
    }
    std::string reply =
        refusal(request, rpc::invalidParams, "There is no resource " + uri + " here.");
    for (const std::string &slug : slugs) {
        std::string tried = co_await pass(slug, request);
        const bool isFound = !isError(tried);
        if (isFound || slugs.size() == 1) {
            reply = std::move(tried);
            break;
        }
    }
    co_return reply;
}

asio::awaitable<std::string> AggregateSession::changeSubscription(const RpcMessage &request)
{
    const bool isWanted = request.method == "resources/subscribe";
    const std::string uri = request.stringParam("uri");
    const auto owner = co_await ownerOfUri(uri);
    if (!owner) {
        co_return refusal(request, rpc::invalidParams, "There is no resource " + uri + " here.");
    }
    auto &uris = m_subscriptions[{owner->slug, owner->name}];
    if (isWanted) {
        uris.insert(uri);
    } else {
        uris.erase(uri);
    }
    auto session = co_await reach(owner->slug);
    if (!session) {
        co_return failure(request, session.error());
    }
    auto done = co_await (*session)->subscribe(owner->name, isWanted);
    if (!done) {
        co_return failure(request, done.error());
    }
    co_return resultReply(request.idText(), "{}");
}

asio::awaitable<std::string> AggregateSession::complete(const RpcMessage &request)
{
    const auto ref = membersAt(request.text, request.param("ref"));
    const Span name = valueOf(ref, "name");
    const Span uri = valueOf(ref, "uri");
    if (!name.isEmpty()) {
        co_return co_await callNamed(request, ListKind::Prompts, name);
    }
    const std::string wanted = decodedString(uri.in(request.text)).value_or(std::string());
    const auto owner = co_await ownerOfUri(wanted);
    if (!owner) {
        co_return refusal(request, rpc::invalidParams, "There is no resource " + wanted + " here.");
    }
    RpcMessage theirs = owner->name == wanted ? request : withParam(request, uri, owner->name);
    co_return co_await pass(owner->slug, std::move(theirs));
}

} // namespace berth::gateway
