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
    /// Fills m_buffer's next line into `line`; false at the end of the input.
    bool readLine(std::string &line);
    void handleLine(const std::string &line);
    asio::awaitable<void> answer(Message message);
    void write(const base::Json &message);

    asio::io_context &m_context;
    EchoServer &m_server;
    std::shared_ptr<Client> m_client = std::make_shared<Client>();
    std::string m_buffer;
    std::size_t m_scanned = 0;
};

} // namespace berth::echo
