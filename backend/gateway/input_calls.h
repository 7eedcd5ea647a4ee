// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/event_stream.h"
#include "gateway/stdio_backend.h"

#include <map>
#include <memory>
#include <set>
#include <string>

namespace berth::gateway {

class InputCalls;

/// One call of a stateless client at a server with a handshake. When the server asks something, the
/// client's request ends with the questions as its result while the server's call waits; the next
/// request with that state goes on with it (specification 2026-07-28, basic/patterns/mrtr).
class InputCall : public std::enable_shared_from_this<InputCall>
{
public:
    InputCall(InputCalls &owner, RpcMessage request, std::shared_ptr<EventStream> events);

    /// The client closed the connection of `events`. Ends the call, unless it has moved on.
    void leave(const EventStream &events);

private:
    friend class InputCalls;

    struct Question
    {
        std::string serverId;
        std::string method;
        std::string params;
    };

    void onMessage(std::string text, bool isLast);
    void onQuestion(const RpcMessage &request);
    bool withdraw(const std::string &serverIdKey);
    void askSoon();
    void askClient();
    bool isSame(const RpcMessage &request) const;
    std::optional<RpcProblem> answer(const RpcMessage &request);
    std::string finalReply(std::string text) const;

    InputCalls &m_owner;
    RpcMessage m_request;
    std::shared_ptr<EventStream> m_events; ///< none while the client is gathering answers
    StdioBackend::CallId m_id = 0;
    std::map<std::string, Question> m_questions;       ///< by the key shown to the client
    std::map<std::string, std::string> m_givenAnswers; ///< that came before their question
    std::set<std::string> m_lacking;                   ///< capabilities that were needed
    std::string m_reply;                               ///< that came while nobody was there
    bool m_isOver = false;
    bool m_isAboutToAsk = false;
    Pulse::TimePoint m_keptUntil{};
};

/// The calls of stateless clients that may be asked something. Confined to one executor; outlives
/// the server's calls.
class InputCalls
{
public:
    using CallPtr = std::shared_ptr<InputCall>;

    InputCalls(net::asio::any_io_executor executor, std::shared_ptr<StdioBackend> backend);

    /// Methods whose result may be questions.
    static bool isFor(const RpcMessage &request);
    /// Sends the request, or goes on with the call that its requestState names.
    net::asio::awaitable<tl::expected<CallPtr, RpcProblem>>
    begin(RpcMessage request, std::shared_ptr<EventStream> events);
    /// Whether the server's request is about one of these calls; then it is taken care of.
    bool takes(const RpcMessage &request);
    /// The server gave a request of its own up.
    void withdraw(const RpcMessage &notification);

private:
    friend class InputCall;

    tl::expected<CallPtr, RpcProblem> goOn(const RpcMessage &request,
                                           std::shared_ptr<EventStream> events);
    std::string park(const CallPtr &call);
    void makeRoom();
    CallPtr causeOf(const RpcMessage &request) const;

    net::asio::any_io_executor m_executor;
    std::shared_ptr<StdioBackend> m_backend;
    std::map<StdioBackend::CallId, CallPtr> m_calls;
    std::map<std::string, CallPtr, std::less<>> m_parked; ///< by requestState
};

} // namespace berth::gateway
