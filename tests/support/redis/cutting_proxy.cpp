// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/redis/cutting_proxy.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

namespace berth::test {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto asTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t bufferBytes = 16U << 10U;

} // namespace

struct CuttingProxy::Link
{
    Link(tcp::socket accepted, const asio::any_io_executor &executor, std::size_t bytes)
        : client(std::move(accepted))
        , server(executor)
        , bytesLeft(bytes)
    {}

    void close()
    {
        boost::system::error_code ignored;
        client.close(ignored);
        server.close(ignored);
    }

    tcp::socket client;
    tcp::socket server;
    std::size_t bytesLeft;
};

struct CuttingProxy::State
{
    State(const asio::any_io_executor &executor, std::uint16_t targetPort, std::size_t most)
        : acceptor(executor, tcp::endpoint(asio::ip::address_v4::loopback(), 0))
        , target(asio::ip::address_v4::loopback(), targetPort)
        , budget(0, most)
    {}

    static asio::awaitable<void> accept(std::shared_ptr<State> state)
    {
        while (state->acceptor.is_open()) {
            auto [error, socket] = co_await state->acceptor.async_accept(asTuple);
            if (error) {
                co_return;
            }
            const auto link = std::make_shared<Link>(
                std::move(socket), state->acceptor.get_executor(), state->budget(state->random));
            std::erase_if(state->links, [](const auto &known) { return known.expired(); });
            state->links.push_back(link);
            asio::co_spawn(state->acceptor.get_executor(), connect(state, link), asio::detached);
        }
    }

    static asio::awaitable<void> connect(std::shared_ptr<State> state, std::shared_ptr<Link> link)
    {
        const auto [error] = co_await link->server.async_connect(state->target, asTuple);
        if (error) {
            link->close();
            co_return;
        }
        const auto executor = state->acceptor.get_executor();
        asio::co_spawn(executor, pump(state, link, true), asio::detached);
        asio::co_spawn(executor, pump(state, link, false), asio::detached);
    }

    static asio::awaitable<void> pump(std::shared_ptr<State> state, std::shared_ptr<Link> link,
                                      bool isUpwards)
    {
        tcp::socket &from = isUpwards ? link->client : link->server;
        tcp::socket &to = isUpwards ? link->server : link->client;
        std::vector<char> buffer(bufferBytes);
        while (true) {
            const auto [error, size] = co_await from.async_read_some(asio::buffer(buffer), asTuple);
            if (error) {
                break;
            }
            const bool isCut = size >= link->bytesLeft;
            const std::size_t passed = isCut ? link->bytesLeft : size;
            link->bytesLeft -= std::min(link->bytesLeft, size);
            const auto [failed, written] =
                co_await asio::async_write(to, asio::buffer(buffer, passed), asTuple);
            state->cuts += isCut ? 1 : 0;
            if (isCut || failed) {
                break;
            }
        }
        link->close();
    }

    void closeLinks()
    {
        for (const auto &known : links) {
            if (const auto link = known.lock()) {
                link->close();
            }
        }
    }

    tcp::acceptor acceptor;
    tcp::endpoint target;
    std::uniform_int_distribution<std::size_t> budget;
    std::mt19937 random{4711};
    std::vector<std::weak_ptr<Link>> links;
    int cuts = 0;
};

CuttingProxy::CuttingProxy(asio::any_io_executor executor, std::uint16_t targetPort,
                           std::size_t mostBytes)
    : m_state(std::make_shared<State>(executor, targetPort, mostBytes))
{
    asio::co_spawn(executor, State::accept(m_state), asio::detached);
}

CuttingProxy::~CuttingProxy()
{
    boost::system::error_code ignored;
    m_state->acceptor.close(ignored);
    m_state->closeLinks();
}

void CuttingProxy::retarget(std::uint16_t targetPort)
{
    m_state->target.port(targetPort);
    m_state->closeLinks();
}

std::uint16_t CuttingProxy::port() const
{
    return m_state->acceptor.local_endpoint().port();
}

int CuttingProxy::cuts() const
{
    return m_state->cuts;
}

} // namespace berth::test
