// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <exception>
#include <optional>
#include <string>

namespace berth::tests {

namespace asio = boost::asio;

/// One event loop that a test drives itself: no thread, so no race and no sleep.
struct Loop
{
    asio::io_context io{1};

    template <typename T>
    T run(asio::awaitable<T> work)
    {
        std::optional<T> value;
        std::exception_ptr thrown;
        bool done = false;
        asio::co_spawn(io, std::move(work), [&](std::exception_ptr error, T result) {
            thrown = std::move(error);
            value.emplace(std::move(result));
            done = true;
        });
        io.restart();
        while (!done && io.run_one() > 0) {
        }
        if (thrown) {
            std::rethrow_exception(thrown);
        }
        return std::move(value).value();
    }
};

/// Sends raw bytes, closes its half and gives everything that comes back.
inline asio::awaitable<std::string> rawExchange(std::uint16_t port, std::string bytes)
{
    asio::ip::tcp::socket socket(co_await asio::this_coro::executor);
    co_await socket.async_connect({asio::ip::address_v4::loopback(), port}, asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
    std::string answer;
    boost::system::error_code error;
    co_await asio::async_read(socket, asio::dynamic_buffer(answer),
                              asio::redirect_error(asio::use_awaitable, error));
    co_return answer;
}

} // namespace berth::tests
