// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "gateway/aggregate/member_wire.h"
#include "gateway/pulse.h"
#include "gateway/revision.h"

#include <boost/asio/cancellation_signal.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace berth::gateway {

/// As whom a member is spoken to: the client behind the aggregate. JSON texts.
struct ClientFace
{
    std::string capabilities = "{}";
    std::string clientInfo = R"({"name":"berth","version":"1"})";
};

/// One client's MCP session with one member, of either era. Confined to one executor.
class MemberLink : public std::enable_shared_from_this<MemberLink>
{
public:
    struct Hooks
    {
        /// `cause` is the id of the call that it came with, as JSON; empty when it came by itself.
        using OnMessage = std::function<void(const RpcMessage &message, const std::string &cause)>;
        OnMessage onRequest; ///< has to be answered by answer()
        OnMessage onNotification;
        std::function<void()> onConnected; ///< anew; the server knows nothing of before
    };

    MemberLink(net::asio::any_io_executor executor, Route route, ClientFace face, Hooks hooks);

    /// Makes the handshake, unless it is made.
    net::Task<> connect();
    /// Passes a request on as it is, apart from what the era wants in _meta; its reply. What comes
    /// before it goes to the hooks. The caller's cancellation ends it.
    net::Task<RpcMessage> call(RpcMessage request);
    /// The result of a request of our own, as JSON text.
    net::Task<std::string> ask(std::string method, std::string paramsText);
    /// The server is told that the call is over.
    void cancelled(const std::string &idText, const std::string &reason);
    /// To a request of the server, with its id.
    void answer(const RpcMessage &answer);
    /// A notification.
    void post(std::string message);
    net::Task<> subscribe(const std::string &uri, bool isWanted);
    /// Ends the session with the server.
    void close();

    /// Since connect(): whether the server declares that capability.
    bool offers(const char *capability) const
    {
        return m_capabilities.contains(capability);
    }
    bool isConnected() const
    {
        return m_state == State::Connected;
    }

private:
    enum class State
    {
        None,
        Connecting,
        Connected,
        Closed
    };
    using Signal = net::asio::cancellation_signal;

    net::asio::awaitable<void> shakeHands();
    net::Task<> greet();
    net::Task<bool> discover();
    net::Task<RpcMessage> exchange(const RpcMessage &request);
    net::Task<RpcMessage> readAnswer(std::unique_ptr<net::HttpStream> stream, std::string idText);
    net::Task<RpcMessage> readStream(std::unique_ptr<net::HttpStream> stream, std::string idText);
    net::Task<RpcMessage> callStateless(RpcMessage request);
    net::Task<std::string> answersTo(const RpcMessage &reply, const std::string &cause);
    void take(const RpcMessage &message, const std::string &cause);
    RpcMessage withEnvelope(const RpcMessage &request) const;
    net::Headers headersFor(const RpcMessage &message) const;
    net::Headers sessionHeaders() const;
    net::asio::awaitable<void> send(std::string message);
    void listen();
    net::asio::awaitable<void> listenWithSession(std::string session);
    net::asio::awaitable<void> listenStateless();
    void lose(const std::string &session);
    std::string nextId();

    net::asio::any_io_executor m_executor;
    MemberWire m_wire;
    ClientFace m_face;
    Hooks m_hooks;
    State m_state = State::None;
    base::Error m_problem;
    Pulse m_changed;
    Era m_era = Era::Handshake;
    std::string m_session;
    std::string m_version;
    base::Json m_capabilities = base::Json::object();
    std::set<std::string> m_uris; ///< that are subscribed to
    std::shared_ptr<Signal> m_listening;
    /// Answers to what a stateless server asked, by the key of the id; empty until it is there.
    std::map<std::string, std::string> m_inputs;
    std::uint64_t m_next = 1;
};

/// The request's `_meta` with what only a stateless revision has taken out, and `added` (members as
/// JSON text) put in.
std::string withMeta(const RpcMessage &request, const std::string &added);

} // namespace berth::gateway
