// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "redis/redis_url.h"

#include <chrono>
#include <string>

namespace berth::redis {

struct TlsOptions
{
    std::string caFile;          ///< trusted besides the system's; PEM
    std::string certificateFile; ///< the client's own chain, PEM; empty: none
    std::string keyFile;         ///< of the client's certificate
};

struct ConnectOptions
{
    RedisAddress address;
    TlsOptions tls;
    /// For name, connection, TLS and login together.
    std::chrono::milliseconds connectTimeout{5000};
    std::chrono::milliseconds commandTimeout{5000};
    /// How often an idle connection is asked for a sign of life, and how long it may owe one.
    /// Together they bound how long a peer that vanished goes unnoticed.
    std::chrono::milliseconds pingInterval{3000};
    std::chrono::milliseconds silenceLimit{8000};
    /// Shown by CLIENT LIST.
    std::string clientName = "berth";
};

} // namespace berth::redis
