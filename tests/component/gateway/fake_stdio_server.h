// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "gateway/pulse.h"
#include "gateway/stdio_backend.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace berth::tests {

/// The far end of an attached container: gets a server's lines as Podman would carry them, and says
/// what the test tells it to. Answers initialize by itself, and server/discover as its era does.
class FakeStdioServer : public std::enable_shared_from_this<FakeStdioServer>
{
public:
    using OnMessage = std::function<void(const base::Json &)>;

    explicit FakeStdioServer(net::asio::any_io_executor executor);

    gateway::StdioServer describe(std::string name);
    /// Called for each message but those of the handshake.
    OnMessage onMessage;
    /// All that was received, the handshake too.
    std::vector<base::Json> received;
    std::string protocolVersion = "2025-11-25";
    base::Json capabilities{{"tools", base::Json::object()}};
    enum class Discovers
    {
        No,    ///< has no such method
        Yes,   ///< is of the stateless revision
        Never, ///< does not answer
        Ends   ///< ends because of the question
    };
    Discovers discovers = Discovers::No;

    void say(const base::Json &message);
    void sayLine(const std::string &line);
    void reply(const base::Json &request, const base::Json &result);
    void end();
    /// Bytes that it said and nobody took.
    std::size_t unread() const
    {
        return m_outgoing.size() - m_taken;
    }
    std::size_t count(const std::string &method) const;
    /// Ends when a message with that method has come `times` times.
    net::Task<base::Json> waitFor(std::string method, std::size_t times = 1);

private:
    class Stream;

    void take(std::string_view bytes);
    void answerDiscovery(const base::Json &request);
    void takeLine(const std::string &line);

    net::asio::any_io_executor m_executor;
    gateway::Pulse m_said;
    gateway::Pulse m_heard;
    std::string m_incoming;
    std::string m_outgoing;
    std::size_t m_taken = 0; ///< of m_outgoing
    bool m_hasEnded = false;
};

} // namespace berth::tests
