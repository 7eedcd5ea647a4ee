// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/endpoint.h"
#include "net/proxy.h"
#include "net/task.h"
#include "net/transport.h"

#include <memory>
#include <string>
#include <vector>

// For net/ and the protocols that are built on its transports (redis/); others see http_*.h.
namespace berth::net {

/// Certificates that a client trusts: the system's, and those of `extraCaFile` if not empty.
base::Result<std::shared_ptr<asio::ssl::context>> makeClientTls(const std::string &extraCaFile);
/// Trusts the one certificate with that SHA-256 (see server_tls.h), whatever it says of names,
/// times and authorities.
std::shared_ptr<asio::ssl::context> makePinnedTls(std::string fingerprint);

using Address = asio::generic::stream_protocol::endpoint;

/// The steps of connectTransport(), for who wants to tell them apart. Each ends by `deadline`;
/// connectToAny() leaves it set in the transport's watchdog for secureTransport().
Task<std::vector<Address>> resolveEndpoint(asio::any_io_executor executor, Endpoint endpoint,
                                           SteadyClock::time_point deadline);
Task<std::shared_ptr<Transport>> connectToAny(asio::any_io_executor executor,
                                              std::vector<Address> addresses, Endpoint endpoint,
                                              SteadyClock::time_point deadline);
Task<> secureTransport(std::shared_ptr<Transport> transport, Endpoint endpoint,
                       std::shared_ptr<asio::ssl::context> tls);

/// Resolves, connects and, with `tls`, shakes hands; all by `deadline`.
Task<std::shared_ptr<Transport>> connectTransport(asio::any_io_executor executor, Endpoint endpoint,
                                                  std::shared_ptr<asio::ssl::context> tls,
                                                  SteadyClock::time_point deadline);

/// The same through a proxy: a tunnel to an https endpoint, the proxy itself for an http one.
Task<std::shared_ptr<Transport>> connectThrough(asio::any_io_executor executor, Proxy proxy,
                                                Endpoint endpoint,
                                                std::shared_ptr<asio::ssl::context> tls,
                                                SteadyClock::time_point deadline);

/// Its name, else "unix:/run/x.sock" or "host:port"; for messages.
std::string describe(const Endpoint &endpoint);

} // namespace berth::net
