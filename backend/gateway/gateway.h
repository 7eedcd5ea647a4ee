// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/secret.h"
#include "gateway/call_book.h"
#include "gateway/callers.h"
#include "gateway/local_service.h"
#include "net/endpoint.h"
#include "net/http_message.h"
#include "net/server_tls.h"
#include "net/task.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::gateway {

/// Where calls for one slug go, or why they go nowhere.
struct Route
{
    bool available = false;
    bool isGroup = false; ///< several instances as one; then there is no instanceId
    std::string instanceId;
    std::string instanceName;
    std::string problem; ///< when not available: "github is stopped."
    net::Endpoint upstream;
    std::shared_ptr<LocalService> local; ///< answers in place of the upstream, when it is given
    std::string basePath = "/mcp";       ///< /mcp/<slug> maps to this path, /mcp/<slug>/x to /x
    std::string hostHeader;              ///< what the upstream wants to see
    net::Headers extraHeaders; ///< authorisation for url instances; hides the caller's own
    std::string caFile;        ///< PEM, trusted beside the system's authorities
    std::size_t maxBodyBytes = 64 * base::mebibyte; ///< of a request
    std::chrono::milliseconds headTimeout{600000};  ///< tools may think long; streams have no limit
    bool startsOnCall = false; ///< a call to it waits until it is available, when it is not
    bool isComing = false;     ///< it is being started; a call waits as well
    bool hasFailed = false;    ///< it will not become available by itself
    std::chrono::milliseconds startWithin{120000};
    std::chrono::milliseconds stopWhenIdle{0}; ///< 0: never
};

using RouteTable = std::map<std::string, Route>; ///< by slug

/// The one address. Runs on an executor with one thread; setRoutes() publishes an immutable table
/// from any other.
class Gateway
{
public:
    struct Options
    {
        std::string address = "127.0.0.1";
        std::uint16_t port = 7999; ///< the next free one is taken when it is not free
        int portsToTry = 50;
        std::string version; ///< shown by GET /
        /// Both are called on the gateway's thread: somebody calls what starts on a call; nobody
        /// has called what stops when idle.
        std::function<void(const std::string &instanceId)> onWanted = {};
        std::function<void(const std::string &instanceId)> onIdle = {};
        std::vector<std::string> hostNames = {}; ///< accepted besides this machine's addresses
        std::optional<net::CertificateFiles> tls = {};
        /// Of Berth's own calls; empty: the gateway makes one.
        base::Secret ownToken = {};
        /// Where ended calls go; empty: takeCalls() has them.
        std::shared_ptr<CallBook> book = {};
    };

    Gateway(net::asio::any_io_executor executor, Options options);
    ~Gateway();
    Gateway(const Gateway &) = delete;
    Gateway &operator=(const Gateway &) = delete;

    /// Starts listening; returns the port. Once.
    base::Result<std::uint16_t> start();
    /// Breaks every call off. Idempotent; not from the gateway's thread, which must still run.
    void stop();
    void setRoutes(RouteTable routes);
    /// A call to the instance that came by another way begins (1) or ends (-1). From any thread.
    void noteUse(const std::string &instanceId, int calls);
    /// Who may call, from now on; from any thread. Before the first time everybody may.
    void setCallers(CallerRules rules);
    /// Calls that ended since the last time; from any thread.
    CallBook::Contents takeCalls();
    /// "http://127.0.0.1:7999"; where it listens everywhere, the first host name or this machine.
    std::string address() const;
    /// Where this machine reaches it, whatever names its address has for others.
    net::Endpoint ownEndpoint() const;
    /// SHA-256 of the certificate that it shows; empty without TLS.
    const std::string &fingerprint() const;
    /// What Berth itself sends as its Bearer token. In memory only, made anew with each process;
    /// calls with it are counted as those of "berth" and never limited.
    const base::Secret &ownToken() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace berth::gateway
