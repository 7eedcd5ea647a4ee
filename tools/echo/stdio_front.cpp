// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "echo/stdio_front.h"

#include "base/bytes.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>

#include <poll.h>
#include <unistd.h>

namespace berth::echo {

using base::Json;

namespace {

constexpr std::size_t maxLineBytes = 4 * base::mebibyte;
constexpr std::size_t readBytes = 65536;

} // namespace

StdioFront::StdioFront(asio::io_context &context, EchoServer &server)
    : m_context(context)
    , m_server(server)
{}

int StdioFront::run()
{
    asio::co_spawn(m_context, readAll(), asio::detached);
    m_context.run();
    return EXIT_SUCCESS;
}

asio::awaitable<void> StdioFront::readAll()
{
    asio::posix::stream_descriptor input(m_context, STDIN_FILENO);
    std::array<char, readBytes> bytes;
    while (m_input.size() <= maxLineBytes) {
        const auto [error, size] = co_await input.async_read_some(
            asio::buffer(bytes), asio::as_tuple(asio::use_awaitable));
        if (error) {
            break;
        }
        m_input.append(bytes.data(), size);
        handleLines();
    }
    for (const auto &[id, call] : m_client->calls) {
        call->cancel();
    }
}

void StdioFront::handleLines()
{
    std::size_t begin = 0;
    for (auto end = m_input.find('\n', m_scanned); end != std::string::npos;
         end = m_input.find('\n', begin)) {
        handleLine(std::string_view(m_input).substr(begin, end - begin));
        begin = end + 1;
    }
    m_input.erase(0, begin);
    m_scanned = m_input.size();
}

void StdioFront::handleLine(std::string_view line)
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
    if (m_output.empty()) {
        asio::post(m_context, [this] { flush(); });
    }
    m_output.append(base::toText(message)).push_back('\n');
}

void StdioFront::flush()
{
    std::string_view rest = m_output;
    while (!rest.empty()) {
        const ssize_t count = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (count < 0 && errno == EAGAIN) { // of one terminal with the input, which does not block
            pollfd output{STDOUT_FILENO, POLLOUT, 0};
            ::poll(&output, 1, -1);
        } else if (count <= 0 && errno != EINTR) {
            std::_Exit(EXIT_FAILURE); // nobody is left to talk to
        }
        rest.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    m_output.clear();
}

} // namespace berth::echo
