// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"
#include "redis/command.h"
#include "redis/reply.h"
#include "traefik/publication.h"

#include <functional>
#include <string>
#include <vector>

namespace berth::traefik {

/// Sends commands over a connection that somebody else keeps up; answers in the same order, error
/// replies among them as they are.
using Pipeline = std::function<net::Task<std::vector<redis::Reply>>(std::vector<redis::Command>)>;

/// The set of the keys that this owner has written, outside of what Traefik reads.
std::string indexKey(const std::string &owner);

/// Makes what the owner has in Redis the same as `entries`, in one step that nobody sees half of.
/// Only keys of the owner's index are changed or removed. Ends with the names of entries that were
/// left out because a key of theirs is there already and not the owner's. After the last entry one
/// of no effect stays, so that Traefik hears of it.
net::Task<std::vector<std::string>> publish(Pipeline pipeline, std::string owner, Entries entries,
                                            std::string rootKey);

} // namespace berth::traefik
