// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "echo/stdio_front.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <future>
#include <thread>

#include <unistd.h>

namespace berth::echo {

using base::Json;

namespace {

constexpr std::size_t maxLineBytes = 4U * 1024U * 1024U;

} // namespace

StdioFront::StdioFront(asio::io_context &context, EchoServer &server)
    : m_context(context)
    , m_server(server)
{}

int StdioFront::run()
{
    auto work = asio::make_work_guard(m_context);
    // A thread instead of a stream descriptor: standard input may be a file or /dev/null, which
    // epoll refuses. The next line is read when the last one was taken, so nothing piles up.
    std::thread reader([this, &work] {
        std::string line;
        while (readLine(line)) {
            std::promise<void> taken;
            asio::post(m_context, [this, &line, &taken] {
                handleLine(line);
                taken.set_value();
            });
            taken.get_future().wait();
        }
        asio::post(m_context, [this, &work] {
            for (const auto &[id, call] : m_client->calls) {
                call->cancel();
            }
            work.reset();
        });
    });
    m_context.run();
    reader.join();
    return EXIT_SUCCESS;
}

bool StdioFront::readLine(std::string &line)
{
    while (true) {
        const auto end = m_buffer.find('\n', m_scanned);
        if (end != std::string::npos) {
            line = m_buffer.substr(0, end);
            m_buffer.erase(0, end + 1);
            m_scanned = 0;
            return true;
        }
        m_scanned = m_buffer.size();
        if (m_scanned > maxLineBytes) {
            return false;
        }
        std::array<char, 65536> bytes{};
        const ssize_t got = read(STDIN_FILENO, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        m_buffer.append(bytes.data(), static_cast<std::size_t>(got));
    }
}

void StdioFront::handleLine(const std::string &line)
{
    if (line.find_first_not_of(" \t\r") == std::string::npos) {
        return;
    }
    const auto json = base::parseJson(line);
    if (!json) {
        write(errorReply(nullptr, {rpc::parseError, json.error().message}));
        return;
    }
    auto message = readMessage(*json);
    if (!message) {
        write(errorReply(readableId(*json), message.error()));
        return;
    }
    asio::co_spawn(m_context, answer(std::move(*message)), asio::detached);
}

asio::awaitable<void> StdioFront::answer(Message message)
{
    Send send = [this](Json json) -> asio::awaitable<void> {
        write(json);
        co_return;
    };
    const Answer answer = co_await m_server.handle(m_client, std::move(message), std::move(send));
    if (answer.reply) {
        write(*answer.reply);
    }
}

void StdioFront::write(const Json &message)
{
    const std::string line = base::toText(message) + '\n';
    std::size_t written = 0;
    while (written < line.size()) {
        const ssize_t count = ::write(STDOUT_FILENO, line.data() + written, line.size() - written);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            std::_Exit(EXIT_FAILURE); // nobody is left to talk to
        }
        written += static_cast<std::size_t>(count);
    }
}

} // namespace berth::echo
