// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/connection_probe.h"

#include "net/connect.h"
#include "net/quiet.h"
#include "redis/open_wire.h"
#include "redis/subscribe.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <openssl/ssl.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace berth::redis {

namespace asio = net::asio;
using base::ErrorCode;
using net::Endpoint;

namespace {

/// "127.0.0.1:6379" of an address of the Internet.
std::string shown(const net::Address &address)
{
    asio::ip::tcp::endpoint endpoint;
    std::memcpy(endpoint.data(), address.data(), std::min(address.size(), endpoint.capacity()));
    const std::string host = endpoint.address().to_string();
    return (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" +
           std::to_string(endpoint.port());
}

/// One try, which keeps what a step made for the next one.
class Probe
{
public:
    Probe(asio::any_io_executor executor, ConnectOptions options, Subscriptions subscriptions,
          ProbeListener onStep)
        : m_executor(std::move(executor))
        , m_options(std::move(options))
        , m_subscriptions(std::move(subscriptions))
        , m_onStep(std::move(onStep))
        , m_deadline(net::SteadyClock::now() + m_options.connectTimeout)
    {}

    asio::awaitable<void> run()
    {
        const auto kind = endpoint().kind;
        co_await step("resolve", kind != Endpoint::Kind::Unix, resolve());
        co_await step("connect", true, connect());
        co_await step("tls", kind == Endpoint::Kind::Tls, secure());
        co_await step("authenticate", true, authenticate());
        co_await step("subscribe", !m_subscriptions.empty(), subscribeAll());
        if (m_wire) {
            m_wire->close();
        } else if (m_transport) {
            m_transport->close();
        }
    }

private:
    const Endpoint &endpoint() const
    {
        return m_options.address.endpoint;
    }

    /// `work` gives what was found.
    asio::awaitable<void> step(const char *name, bool applies, net::Task<std::string> work)
    {
        ProbeStep step;
        step.name = name;
        if (applies && !m_hasFailed) {
            const auto begin = net::SteadyClock::now();
            auto found = co_await net::quietly(std::move(work));
            step.took = std::chrono::duration_cast<std::chrono::microseconds>(
                net::SteadyClock::now() - begin);
            m_hasFailed = !found;
            step.outcome = found ? ProbeStep::Outcome::Passed : ProbeStep::Outcome::Failed;
            step.detail = found ? std::move(*found) : std::move(found.error().message);
        }
        m_onStep(std::move(step));
    }

    net::Task<std::string> resolve()
    {
        auto addresses = co_await net::resolveEndpoint(m_executor, endpoint(), m_deadline);
        if (!addresses) {
            base::Error error = std::move(addresses.error());
            if (error.code == ErrorCode::Unavailable) {
                error.message += " Check its spelling, and the name service of this machine.";
            }
            co_return base::fail(std::move(error));
        }
        m_addresses = std::move(*addresses);
        std::string all;
        for (const net::Address &address : m_addresses) {
            all += (all.empty() ? "" : ", ") + shown(address);
        }
        co_return all;
    }

    net::Task<std::string> connect()
    {
        const bool isUnix = endpoint().kind == Endpoint::Kind::Unix;
        if (isUnix) {
            auto socket = co_await net::resolveEndpoint(m_executor, endpoint(), m_deadline);
            if (!socket) {
                co_return base::fail(std::move(socket.error()));
            }
            m_addresses = std::move(*socket);
        }
        auto transport =
            co_await net::connectToAny(m_executor, m_addresses, endpoint(), m_deadline);
        if (!transport) {
            base::Error error = std::move(transport.error());
            if (error.code != ErrorCode::Cancelled) {
                error.message += isUnix ? " Check the socket's path, and that Redis runs."
                                        : " Check host and port, that Redis runs and listens "
                                          "there, and that no firewall is in between.";
            }
            co_return base::fail(std::move(error));
        }
        m_transport = std::move(*transport);
        net::ErrorCodeOf ignored;
        const auto remote = m_transport->socket().remote_endpoint(ignored);
        co_return isUnix || ignored ? net::describe(endpoint()) : shown(remote);
    }

    net::Task<std::string> secure()
    {
        auto context = makeTls(m_options);
        if (!context) {
            co_return base::fail(std::move(context.error()));
        }
        auto done = co_await net::secureTransport(m_transport, endpoint(), *context);
        if (!done) {
            base::Error error = std::move(done.error());
            if (error.code == ErrorCode::Timeout) { // a plain Redis waits for more
                error.message += " The port may not speak TLS; try redis://.";
            }
            co_return base::fail(std::move(error));
        }
        co_return std::string(::SSL_get_version(m_transport->tls().native_handle()));
    }

    net::Task<std::string> authenticate()
    {
        m_wire = std::make_shared<Wire>(m_transport);
        m_wire->watchdog().expireAt(m_deadline);
        auto done = co_await prepareWire(*m_wire, m_options);
        if (!done) {
            base::Error error = std::move(done.error());
            error.message += adviceFor(error.code);
            co_return base::fail(std::move(error));
        }
        const RedisAddress &address = m_options.address;
        const bool logsIn = !address.user.empty() || !address.password.empty();
        const std::string user = address.user.empty() ? "default" : address.user;
        co_return (logsIn ? "User " + user : std::string("No login asked for")) + ", database " +
            std::to_string(address.database);
    }

    /// What a server says that is no Redis, or another kind of it than the URL has.
    std::string adviceFor(ErrorCode code) const
    {
        if (code == ErrorCode::ConnectionLost && endpoint().kind == Endpoint::Kind::Tcp) {
            return " The port may expect TLS; try rediss://.";
        }
        if (code == ErrorCode::ConnectionLost && endpoint().kind == Endpoint::Kind::Tls) {
            return " It may want a client certificate.";
        }
        if (code == ErrorCode::ProtocolError || code == ErrorCode::Timeout) {
            return " Check host and port; something else than Redis may listen there.";
        }
        return {};
    }

    net::Task<std::string> subscribeAll()
    {
        m_wire->watchdog().expireAfter(m_options.commandTimeout);
        auto done = co_await subscribe(*m_wire, m_subscriptions);
        if (!done) {
            co_return base::fail(std::move(done.error()));
        }
        co_return listed(m_subscriptions);
    }

    asio::any_io_executor m_executor;
    ConnectOptions m_options;
    Subscriptions m_subscriptions;
    ProbeListener m_onStep;
    net::SteadyClock::time_point m_deadline;
    bool m_hasFailed = false;
    std::vector<net::Address> m_addresses;
    std::shared_ptr<net::Transport> m_transport;
    std::shared_ptr<Wire> m_wire;
};

} // namespace

asio::awaitable<void> probe(asio::any_io_executor executor, ConnectOptions options,
                            Subscriptions subscriptions, ProbeListener onStep)
{
    Probe attempt(std::move(executor), std::move(options), std::move(subscriptions),
                  std::move(onStep));
    co_await attempt.run();
}

} // namespace berth::redis
