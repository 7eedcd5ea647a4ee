// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "gateway/log_levels.h"
#include "gateway/rpc_message.h"
#include "gateway/stdio_channel.h"
#include "gateway/stdio_greeting.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace berth::gateway {

/// Gives a stream to the server's standard input and output, on the executor of the caller.
using AttachFunction = std::function<net::Task<std::unique_ptr<net::RawStream>>()>;

/// What of a server's clients have processes of their own.
struct BackEndPolicy
{
    enum class Kind
    {
        Shared, ///< none has
        PerClient,
        PerSession
    };
    Kind kind = Kind::Shared;
    std::size_t most = 8;
    std::chrono::milliseconds idle{600000}; ///< unused for so long, it ends
    /// Gives a stream to another process of the server, which ends with the stream.
    AttachFunction attachAnother = {};
    std::function<void(std::size_t used)> onUse = {}; ///< told when their number changes
};

/// What a server is told that its clients can do. A request that no client can answer gets an
/// error.
inline constexpr const char *fullCapabilities = R"({"sampling":{},"elicitation":{},"roots":{}})";

struct StdioServer
{
    std::string name; ///< for messages
    AttachFunction attach;
    std::size_t maxMessageBytes = 16 * base::mebibyte;
    /// How long a call may take; progress begins it anew.
    std::chrono::milliseconds callTimeout{300000};
    /// By tool, where it is another one.
    std::map<std::string, std::chrono::milliseconds> toolTimeouts = {};
    BackEndPolicy backEnds = {};
    /// JSON text for a server that is greeted with a handshake.
    std::string clientCapabilities = fullCapabilities;
    /// The same of the client's name and version; empty: Berth's.
    std::string clientInfo = {};
    /// It runs in this process: its bytes come without Podman's frames, and a message that begins
    /// with the member "cause" says which call it belongs to.
    bool isOurs = false;
    /// All clients are one: what the server asks or tells is for it, whenever.
    bool isPrivate = false;
    Discovery discovery = Discovery::First;
    /// So long it has for its answer to server/discover before it is greeted as of old. It may
    /// still be starting; then it reads both.
    std::chrono::milliseconds discoveryTimeout{5000};
    /// Told when the server ended instead of answering server/discover.
    std::function<void()> onDiscoveryFatal = {};
};

/// One server process behind a bridge: makes the handshake once, gives every call an id and a
/// progress token of its own, and puts the client's back into what comes. Confined to one
/// executor. When the stream has ended it is of no more use.
class StdioBackend : public std::enable_shared_from_this<StdioBackend>
{
public:
    using CallId = std::uint64_t;
    /// Gets what belongs to a call, with the client's id and token in it. The last message is the
    /// reply; empty when there is none, because the call was cancelled.
    using Deliver = std::function<void(std::string message, bool isLast)>;

    struct Call
    {
        std::string session;
        std::string idText; ///< the client's, as it was written
        std::string tokenText;
        std::string method;
        Deliver deliver;
        Pulse::TimePoint deadline{};
        std::chrono::milliseconds timeout{0};
        /// The least severe of the server's log that its client wants, by this very request.
        int logLevel = noLog;
        bool isParked = false; ///< waits for its client, not for the server
    };

    struct Hooks
    {
        std::function<void(const RpcMessage &)> onRequest;
        std::function<void(const RpcMessage &)> onNotification;
        std::function<void(const base::Error &)> onEnd;
    };

    StdioBackend(net::asio::any_io_executor executor, StdioServer server);

    void setHooks(Hooks hooks)
    {
        m_hooks = std::move(hooks);
    }
    /// Attaches, makes the handshake and moves messages until the stream ends.
    net::asio::awaitable<void> run();
    void close();

    /// Ends when the handshake is done, or with why there is none.
    net::Task<> ready();
    /// For the streams to the clients of a private server; none for a shared one, which nobody may
    /// hold back for the others.
    std::shared_ptr<BackPressure> backPressure() const
    {
        return m_server.isPrivate ? m_pressure : nullptr;
    }
    const StdioServer &server() const
    {
        return m_server;
    }
    /// Since ready().
    const ServerIdentity &identity() const
    {
        return m_identity;
    }
    bool isStateless() const
    {
        return m_identity.era == Era::Stateless;
    }

    /// Passes a client's request on. Waits while the server does not read.
    net::Task<CallId> call(RpcMessage request, std::string session, Deliver deliver);
    /// The same for a request of our own.
    net::Task<CallId> request(std::string method, std::string paramsText, Deliver deliver);
    /// Its reply's text.
    net::Task<std::string> ask(std::string method, std::string paramsText);
    /// The call, which was parked, goes on as that of another request, and has its time anew.
    void carryOn(CallId id, std::string idText, std::string tokenText);
    /// The call waits for its client, at most until then.
    void park(CallId id, Pulse::TimePoint deadline);
    /// The call that the server is working on, when it is only one. Parked ones count only when all
    /// are.
    std::optional<CallId> onlyCall() const;
    /// Tells the server, and ends the call without a reply.
    void cancel(CallId id, std::string_view reason);
    void cancelAll(const std::string &session, std::string_view reason);
    /// Passes on what needs no answer: a notification, or an answer to the server.
    void post(std::string_view message);

    const std::map<CallId, Call> &calls() const
    {
        return m_calls;
    }

private:
    enum class State
    {
        Starting,
        Ready,
        Ended
    };

    net::asio::awaitable<void> shakeHands();
    net::asio::awaitable<void> watchDeadlines();
    CallId remember(Call call);
    void onLine(std::string line);
    void onOversized(const OversizedLine &line);
    void onReply(const RpcMessage &reply);
    void onNotification(const RpcMessage &message);
    void onProgress(const RpcMessage &message);
    bool onSubscribed(const RpcMessage &message);
    void fail(CallId id, const RpcProblem &problem);
    std::chrono::milliseconds timeoutFor(const RpcMessage &request) const;
    void end(base::Error error);

    net::asio::any_io_executor m_executor;
    StdioServer m_server;
    Hooks m_hooks;
    std::shared_ptr<StdioChannel> m_channel;
    State m_state = State::Starting;
    base::Error m_problem;
    std::shared_ptr<BackPressure> m_pressure;
    ServerIdentity m_identity;
    Pulse m_changed;
    Pulse m_deadlineNearer;
    Pulse::TimePoint m_nextDeadline = Pulse::TimePoint::max();
    std::map<CallId, Call> m_calls; ///< by the id that the server sees
    CallId m_nextId = 1;
};

} // namespace berth::gateway
