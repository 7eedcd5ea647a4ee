// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "model/validation.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace berth::model {

/// What this machine does on a connection.
enum class ConnectionRole
{
    Manager, ///< runs what the platform asks for, and says how it goes
    Console, ///< shows and commands what managers elsewhere run
    Watch    ///< only listens; nothing is ever published
};

/// How careful a person wants to be there.
enum class ConnectionMark
{
    Development,
    Production ///< Berth asks before it writes
};

std::string_view roleName(ConnectionRole role);
std::optional<ConnectionRole> roleFromName(std::string_view name);
std::string_view markName(ConnectionMark mark);
std::optional<ConnectionMark> markFromName(std::string_view name);

/// A Redis that Berth is attached to, with the platform behind it. Holds no secret: the password
/// is in the secret store under connectionPasswordKey(), the platform's token under
/// connectionTokenKey().
struct Connection
{
    std::string id;
    std::string name;
    ConnectionRole role = ConnectionRole::Console;
    ConnectionMark mark = ConnectionMark::Development;
    std::string url;             ///< redis://, rediss:// or unix://, without a password
    std::string caFile;          ///< PEM, trusted besides the system's; rediss:// only
    std::string certificateFile; ///< the client's, PEM
    std::string keyFile;         ///< of the client's certificate
    std::string platformUrl;     ///< AgentArea's REST API up to /v1; empty: none
    bool enabled = true;
    /// How long a manager may be silent before another one takes its instances over.
    std::chrono::seconds lease{20};
    base::Timestamp createdAt{};

    bool operator==(const Connection &) const = default;
};

inline constexpr std::chrono::seconds shortestLease{5};
inline constexpr std::chrono::seconds longestLease{600};

base::Json toJson(const Connection &connection);
/// Reads what toJson() writes; `id` and `created_at` may be missing. A password in the URL is a
/// violation that does not quote it.
Validated<Connection> readConnection(const base::Json &json);

/// Keys in the secret store.
std::string connectionPasswordKey(std::string_view connectionId);
std::string connectionTokenKey(std::string_view connectionId);

} // namespace berth::model
