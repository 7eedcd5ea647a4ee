// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "redis/subscriber.h"
#include "redis/wire.h"

#include <optional>
#include <vector>

// Internal to redis/.
namespace berth::redis {

/// Subscribes and waits for every confirmation; gives the messages that came before the last one.
/// Forbidden names what the user may not listen to. `wire` must outlive it.
net::Task<std::vector<Message>> subscribe(Wire &wire, Subscriptions wanted);

/// The message that a reply is, if it is one; takes its parts.
std::optional<Message> messageIn(Reply &reply);

/// "a, b, MCPServer*", for people.
std::string listed(const Subscriptions &subscriptions);

} // namespace berth::redis
