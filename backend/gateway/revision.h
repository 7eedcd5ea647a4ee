// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// Names of the stateless revision (2026-07-28), which client and server sides of a bridge share.
namespace berth::gateway {

/// What a server or a client speaks: the eras do not understand each other.
enum class Era
{
    Handshake, ///< up to 2025-11-25: initialize, sessions, requests of the server
    Stateless  ///< 2026-07-28: every request stands for itself
};

inline constexpr std::string_view statelessRevision = "2026-07-28";
inline constexpr std::string_view latestHandshakeVersion = "2025-11-25";

/// Members of _meta.
namespace meta {
inline constexpr const char *version = "io.modelcontextprotocol/protocolVersion";
inline constexpr const char *capabilities = "io.modelcontextprotocol/clientCapabilities";
inline constexpr const char *clientInfo = "io.modelcontextprotocol/clientInfo";
inline constexpr const char *serverInfo = "io.modelcontextprotocol/serverInfo";
inline constexpr const char *subscription = "io.modelcontextprotocol/subscriptionId";
inline constexpr const char *logLevel = "io.modelcontextprotocol/logLevel";
} // namespace meta

/// Error codes of this revision.
namespace rpc {
inline constexpr int headerMismatch = -32020;
inline constexpr int missingCapability = -32021;
inline constexpr int unsupportedVersion = -32022;
} // namespace rpc

} // namespace berth::gateway
