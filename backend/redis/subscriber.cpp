// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/subscriber.h"

#include "net/quiet.h"
#include "redis/open_wire.h"
#include "redis/subscribe.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <optional>
#include <utility>

namespace berth::redis {

namespace asio = net::asio;
using base::ErrorCode;

class Subscriber::Impl : public std::enable_shared_from_this<Impl>
{
public:
    Impl(std::shared_ptr<Wire> wire, const ConnectOptions &options)
        : m_wire(std::move(wire))
        , m_timer(m_wire->executor())
        , m_pingInterval(options.pingInterval)
        , m_silenceLimit(options.silenceLimit)
    {}

    net::Task<> subscribe(Subscriptions wanted)
    {
        auto early = co_await redis::subscribe(*m_wire, std::move(wanted));
        if (!early) {
            co_return base::fail(std::move(early.error()));
        }
        m_early = std::move(*early);
        co_return base::Status();
    }

    void startPinging()
    {
        asio::co_spawn(m_wire->executor(), ping(shared_from_this()), asio::detached);
    }

    net::Task<Message> next()
    {
        if (m_given < m_early.size()) {
            co_return std::move(m_early[m_given++]);
        }
        while (true) {
            m_wire->watchdog().expireAfter(m_silenceLimit);
            auto reply = co_await m_wire->read();
            m_wire->watchdog().expireNever();
            if (!reply) {
                co_return base::fail(std::move(reply.error()));
            }
            if (reply->kind == Reply::Kind::Error) {
                co_return base::fail(errorOf(reply->text, m_wire->peer()));
            }
            if (auto message = messageIn(*reply)) {
                co_return std::move(*message);
            }
        }
    }

    void close()
    {
        m_isOpen = false;
        m_wire->close();
        m_timer.cancel();
    }

private:
    /// Asks for a sign of life; next() notices when none comes.
    static asio::awaitable<void> ping(std::shared_ptr<Impl> self)
    {
        std::string bytes;
        appendCommand(bytes, {"PING"});
        while (self->m_isOpen) {
            self->m_timer.expires_after(self->m_pingInterval);
            co_await self->m_timer.async_wait(net::asTuple);
            if (!self->m_isOpen) {
                break;
            }
            auto sent = co_await self->m_wire->write(bytes);
            if (!sent) {
                self->close();
            }
        }
    }

    std::shared_ptr<Wire> m_wire;
    asio::steady_timer m_timer;
    std::chrono::milliseconds m_pingInterval;
    std::chrono::milliseconds m_silenceLimit;
    std::vector<Message> m_early; ///< came before the last confirmation
    std::size_t m_given = 0;      ///< of m_early
    bool m_isOpen = true;
};

Subscriber::Subscriber(std::shared_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

Subscriber::~Subscriber()
{
    close();
}

net::Task<std::unique_ptr<Subscriber>> Subscriber::open(asio::any_io_executor executor,
                                                        ConnectOptions options,
                                                        Subscriptions subscriptions)
{
    auto wire = co_await net::quietly(openWire(std::move(executor), options));
    if (!wire) {
        co_return base::fail(std::move(wire.error()));
    }
    (*wire)->watchdog().expireAfter(options.commandTimeout);
    const auto impl = std::make_shared<Impl>(*wire, options);
    auto subscribed = co_await net::quietly(impl->subscribe(std::move(subscriptions)));
    if (!subscribed) {
        (*wire)->close();
        co_return base::fail(std::move(subscribed.error()));
    }
    (*wire)->watchdog().expireNever();
    impl->startPinging();
    co_return std::unique_ptr<Subscriber>(new Subscriber(impl));
}

net::Task<Message> Subscriber::next()
{
    const auto impl = m_impl;
    co_return co_await net::quietly(impl->next());
}

void Subscriber::close()
{
    m_impl->close();
}

} // namespace berth::redis
