// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace berth::test {

/// A network that breaks: passes TCP connections on to a server of this machine and cuts each one
/// after a random number of bytes, anywhere within a message. Runs on the event loop of the test.
class CuttingProxy
{
public:
    /// Each connection passes at most `mostBytes`, both directions together.
    CuttingProxy(boost::asio::any_io_executor executor, std::uint16_t targetPort,
                 std::size_t mostBytes);
    /// Closes all connections.
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy &) = delete;
    CuttingProxy &operator=(const CuttingProxy &) = delete;

    std::uint16_t port() const;
    /// Cuts every connection; new ones go to another server. On the event loop of the proxy.
    void retarget(std::uint16_t targetPort);
    int cuts() const;

private:
    struct Link;
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace berth::test
