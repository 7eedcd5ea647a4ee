// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/bridge_sessions.h"

#include <map>
#include <memory>
#include <string>

namespace berth::gateway {

/// A session's request as a stateless server wants it: with the session's data in its _meta.
RpcMessage withEnvelope(const RpcMessage &request, BridgeSession &session);

/// One call of a session at a stateless server. What such a server needs from the client it says in
/// a result ("input_required"); the client is asked by requests, and the call made again with the
/// answers (specification 2026-07-28, basic/patterns/mrtr). Confined to one executor.
class CallRounds : public std::enable_shared_from_this<CallRounds>
{
public:
    /// `request` has its envelope.
    CallRounds(std::shared_ptr<StdioBackend> backend, SessionPtr session, RpcMessage request,
               std::shared_ptr<EventStream> events);

    net::Task<> start();
    /// Gives up while the client is being asked.
    void cancel();

private:
    void onMessage(std::string text, bool isLast);
    bool asksForInput(const RpcMessage &reply);
    void ask(const std::string &key, const RpcMessage &reply, Span question);
    void onAnswer(const std::string &key, const std::string &method, const RpcMessage &answer);
    void again();
    void finish(std::string reply);

    std::shared_ptr<StdioBackend> m_backend;
    SessionPtr m_session;
    RpcMessage m_request;
    std::string m_key; ///< of the client's id
    std::shared_ptr<EventStream> m_events;
    std::map<std::string, std::string> m_asked;     ///< input's key by the id shown to the client
    std::map<std::string, std::string> m_responses; ///< JSON text by the input's key
    std::string m_stateText;                        ///< JSON text of requestState
    int m_round = 0;
    bool m_isOver = false;
};

} // namespace berth::gateway
