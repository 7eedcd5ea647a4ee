// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "echo/echo_server.h"

#include <boost/asio/io_context.hpp>

namespace berth::echo {

/// One JSON-RPC message per line on standard input, answers on standard output. Ends when the
/// input does. Runs its own event loop.
class StdioFront
{
public:
    StdioFront(asio::io_context &context, EchoServer &server);

    /// Reads until the input ends; the process's exit code.
    int run();

private:
    asio::awaitable<void> readAll();
    /// Handles every whole line of m_input.
    void handleLines();
    void handleLine(std::string_view line);
    asio::awaitable<void> answer(Message message);
    void write(const base::Json &message);
    void flush();

    asio::io_context &m_context;
    EchoServer &m_server;
    std::shared_ptr<Client> m_client = std::make_shared<Client>();
    std::string m_input;
    std::size_t m_scanned = 0; ///< so much of it has no end of a line
    std::string m_output;      ///< written in one go, with what else is ready
};

} // namespace berth::echo
