// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/bridge_pool.h"
#include "net/endpoint.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace berth::gateway {

/// The bridges of all running stdio servers, each an HTTP server on a Unix socket of its own. They
/// run on the gateway's executor; every function may be called from any other thread.
class StdioBridges
{
public:
    /// The sockets are made in `directory`, which is emptied first.
    StdioBridges(net::asio::any_io_executor executor, std::filesystem::path directory);
    /// Closes every bridge; what they call may be called until their executor has done so.
    ~StdioBridges();
    StdioBridges(const StdioBridges &) = delete;
    StdioBridges &operator=(const StdioBridges &) = delete;

    /// Where `attach` is going to run.
    net::asio::any_io_executor executor() const;
    /// A bridge in place of the one of that key. `onEnd` is called on the bridges' executor when
    /// the server's stream has ended, not when it is closed from here.
    base::Result<net::Endpoint> open(const std::string &key, StdioServer server,
                                     std::function<void()> onEnd);
    void close(const std::string &key);
    /// The bridge that listens at the endpoint, if one does, for who is on its executor.
    std::shared_ptr<LocalService> serviceAt(const net::Endpoint &endpoint) const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace berth::gateway
