// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "echo/cancel_token.h"
#include "echo/echo_tools.h"
#include "echo/json_rpc.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::echo {

/// What is remembered of one legacy client: an HTTP session, or the process behind stdin.
struct Client
{
    std::string protocolVersion;                               ///< empty until initialize
    std::map<std::string, std::shared_ptr<CancelToken>> calls; ///< by request id, as JSON text
};

/// Sends a message to the client while its request is being worked on.
using Send = std::function<asio::awaitable<void>(base::Json)>;

/// Answer to one message. No reply: a notification, or a request that was cancelled.
struct Answer
{
    std::optional<base::Json> reply;
    int httpStatus = 200;
};

/// Which revisions are served; one alone lets a client be tried against a server of that kind.
enum class Eras
{
    Both,
    LegacyOnly,
    ModernOnly
};

/// The MCP server itself, without a transport: JSON in, JSON out. It serves the revisions with a
/// handshake and the stateless one, per message. Confined to one executor.
class EchoServer
{
public:
    EchoServer(asio::any_io_executor executor, std::string version, Eras eras = Eras::Both);

    /// True when the message is to be answered by the rules of the stateless revision.
    bool treatsAsModern(const Message &message) const;

    /// Answers one message of `client`; messages of modern clients leave no trace in it.
    asio::awaitable<Answer> handle(std::shared_ptr<Client> client, Message message, Send send);

    /// Revisions with a handshake, newest first.
    static const std::vector<std::string> &legacyVersions();

private:
    asio::awaitable<Answer> handleLegacy(std::shared_ptr<Client> client, Message message,
                                         Send send);
    asio::awaitable<Answer> handleModern(Message message, Send send);
    asio::awaitable<Answer> call(std::shared_ptr<Client> client, Message message, Send send,
                                 bool modern);
    base::Json initialize(Client &client, const base::Json &params) const;
    base::Json discover() const;
    base::Json serverInfo() const;

    asio::any_io_executor m_executor;
    std::string m_version;
    Eras m_eras;
};

} // namespace berth::echo
