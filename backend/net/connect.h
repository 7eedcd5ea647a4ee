// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/endpoint.h"
#include "net/task.h"
#include "net/transport.h"

#include <memory>
#include <string>

// For net/ and the protocols that are built on its transports (redis/); others see http_*.h.
namespace berth::net {

/// Certificates that a client trusts: the system's, and those of `extraCaFile` if not empty.
base::Result<std::shared_ptr<asio::ssl::context>> makeClientTls(bool verify,
                                                                const std::string &extraCaFile);

/// Resolves, connects and, with `tls`, shakes hands; all by `deadline`.
Task<std::shared_ptr<Transport>> connectTransport(asio::any_io_executor executor, Endpoint endpoint,
                                                  std::shared_ptr<asio::ssl::context> tls,
                                                  SteadyClock::time_point deadline);

/// "unix:/run/x.sock" or "host:port", for messages.
std::string describe(const Endpoint &endpoint);

} // namespace berth::net
