// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/rpc_message.h"
#include "net/http_message.h"

#include <optional>
#include <string>
#include <string_view>

// The stateless revision (2026-07-28) in front of a server of an era with a handshake: what a
// request must have, and what its answer looks like.
namespace berth::gateway {

/// Whether the version that a header names is a stateless one.
bool isStatelessVersion(std::string_view version);
/// Whether the message, or its header, claims to be of the stateless revision.
bool claimsStateless(const RpcMessage &message, const net::Headers &headers);
/// Why the claim does not hold, or nothing.
std::optional<net::HttpResponse> statelessRefusal(const RpcMessage &message,
                                                  const net::Headers &headers);

/// A server's reply to `method`, as this revision wants it.
std::string statelessReply(std::string reply, std::string_view method);
int statelessStatus(const std::string &reply);

/// What a client wants to hear of, and may.
struct ListenFilter
{
    bool tools = false;
    bool prompts = false;
    bool resources = false;
    std::vector<std::string> uris;

    bool wants(const RpcMessage &notification) const;
    /// As "notifications" of the acknowledgement.
    std::string toText() const;
};
/// `discovery` is the result of server/discover.
ListenFilter listenFilter(const RpcMessage &request, const std::string &discovery);
/// `notification` with the subscription's id in its _meta.
std::string withSubscription(const RpcMessage &notification, std::string_view idText);
std::string listenAcknowledgement(const ListenFilter &filter, std::string_view idText);
/// The result that ends a subscription.
std::string listenEnd(std::string_view idText);

} // namespace berth::gateway
