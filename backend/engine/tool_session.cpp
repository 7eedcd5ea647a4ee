// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/tool_session.h"

#include "engine/gateway_client.h"
#include "engine/letter_box.h"
#include "engine/wake_signal.h"

#include <QTimer>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <map>
#include <vector>

namespace berth::engine {

namespace asio = net::asio;

using base::ErrorCode;
using base::Json;
using std::chrono::steady_clock;

namespace {

/// A stopped instance may have to be started by the handshake.
constexpr std::chrono::milliseconds handshakeTimeout{600000};
/// How long a tool may take is the gateway's to say; this only bounds a hung gateway.
constexpr std::chrono::hours callTimeout{24};
/// Lines that wait for a busy window; the newest are kept.
constexpr std::size_t mostLines = 500;

std::string textOf(const Json &params)
{
    const auto data = params.find("data");
    if (data == params.end()) {
        return {};
    }
    return data->is_string() ? data->get<std::string>() : base::toText(*data);
}

std::optional<ToolProgress> progressOf(const Json &params)
{
    const auto done = params.find("progress");
    if (done == params.end() || !done->is_number()) {
        return std::nullopt;
    }
    ToolProgress progress;
    progress.done = done->get<double>();
    if (const auto total = params.find("total"); total != params.end() && total->is_number()) {
        progress.total = total->get<double>();
    }
    progress.message = base::stringOr(params, "message");
    return progress;
}

ToolOutcome failure(base::Error error)
{
    ToolOutcome outcome;
    outcome.error = std::move(error);
    return outcome;
}

} // namespace

/// The engine thread's half. Talks back through a queued call that is dropped when the session is
/// gone.
class ToolSession::Runner final : public std::enable_shared_from_this<Runner>
{
public:
    Runner(std::shared_ptr<Engine> engine, asio::any_io_executor executor, Request request,
           std::function<void()> ring)
        : m_engine(std::move(engine))
        , m_executor(std::move(executor))
        , m_request(std::move(request))
        , m_box(std::move(ring))
    {}

    void start()
    {
        asio::co_spawn(
            m_executor, run(),
            asio::bind_cancellation_slot(
                m_stop.slot(), [self = shared_from_this()](std::exception_ptr) { self->end(); }));
    }

    /// On the engine's thread.
    void cancel()
    {
        if (m_isOver || m_isCancelled) {
            return;
        }
        m_isCancelled = true;
        asio::co_spawn(m_executor, breakOff(shared_from_this()), asio::detached);
    }

    /// On the engine's thread.
    void answer(int question, std::optional<Json> content)
    {
        const auto waiting = m_waiting.find(question);
        if (waiting != m_waiting.end() && !waiting->second->isSet()) {
            m_answers[question] = std::move(content);
            waiting->second->notify();
        }
    }

    /// The session is about to go: it is not called any more.
    void silence()
    {
        m_box.close();
    }

    struct Mail
    {
        std::optional<ToolProgress> progress; ///< the latest
        std::vector<ToolLogLine> lines;
        std::vector<ToolQuestion> questions;
        std::optional<ToolOutcome> outcome;
    };

    Mail take()
    {
        return m_box.take();
    }

private:
    asio::awaitable<void> run()
    {
        const auto self = shared_from_this();
        mcp::McpClient::Options options;
        options.timeout = handshakeTimeout;
        options.callTimeout = callTimeout;
        options.elicits = true;
        options.logLevel = "info";
        options.headers.set("Authorization", "Bearer " + m_engine->ownToken().expose());
        auto client = gatewayClient(*m_engine, m_executor, m_request.instanceId, options);
        if (!client) {
            m_outcome = failure(std::move(client.error()));
            co_return;
        }
        m_client = std::make_shared<mcp::McpClient>(std::move(*client));
        const auto keep = m_client;
        auto result = co_await keep->callTool(m_request.tool, m_request.arguments, events());
        if (!result) {
            m_outcome = failure(std::move(result.error()));
        } else {
            m_outcome.bytes = base::toText(*result).size();
            m_outcome.result = std::move(*result);
        }
    }

    /// Tells the server first; the stream that is broken off then is nobody's any more.
    static asio::awaitable<void> breakOff(std::shared_ptr<Runner> self)
    {
        if (self->m_client) {
            const auto client = self->m_client;
            co_await client->cancelCall("Cancelled by the person who called");
        }
        self->m_stop.emit(asio::cancellation_type::terminal);
    }

    void end()
    {
        m_isOver = true;
        m_outcome.took =
            std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - m_began);
        if (m_isCancelled && !m_outcome.result) {
            m_outcome.error = base::Error{ErrorCode::Cancelled, "The call was cancelled.", {}, {}};
        }
        m_box.put([this](Mail &mail) { mail.outcome = std::move(m_outcome); });
        for (const auto &[question, signal] : m_waiting) {
            signal->notify();
        }
        if (m_client) {
            asio::co_spawn(m_executor, leave(m_client), asio::detached);
        }
        m_engine.reset();
    }

    static asio::awaitable<void> leave(std::shared_ptr<mcp::McpClient> client)
    {
        co_await client->disconnect();
    }

    mcp::CallEvents events()
    {
        mcp::CallEvents events;
        events.onNotification = [weak = weak_from_this()](const Json &message) {
            if (const auto self = weak.lock()) {
                self->onNotification(message);
            }
        };
        events.onRequest = [weak = weak_from_this()](std::string method, Json params) {
            return ask(weak.lock(), std::move(method), std::move(params));
        };
        return events;
    }

    void onNotification(const Json &message)
    {
        const auto params = message.find("params");
        if (params == message.end() || !params->is_object()) {
            return;
        }
        const std::string method = base::stringOr(message, "method");
        if (method == "notifications/progress") {
            if (auto progress = progressOf(*params)) {
                m_box.put([&progress](Mail &mail) { mail.progress = std::move(*progress); });
            }
        } else if (method == "notifications/message") {
            ToolLogLine line{base::stringOr(*params, "level"), textOf(*params)};
            m_box.put([&line](Mail &mail) {
                if (mail.lines.size() >= mostLines) {
                    mail.lines.erase(mail.lines.begin());
                }
                mail.lines.push_back(std::move(line));
            });
        }
    }

    static asio::awaitable<std::optional<Json>> ask(std::shared_ptr<Runner> self,
                                                    std::string method, Json params)
    {
        const auto schema = params.find("requestedSchema");
        if (!self || self->m_isOver || method != "elicitation/create" || schema == params.end()) {
            co_return std::nullopt;
        }
        ToolQuestion question;
        question.id = ++self->m_lastQuestion;
        question.message = base::stringOr(params, "message");
        question.schema = *schema;
        const auto signal = std::make_shared<WakeSignal>(self->m_executor);
        self->m_waiting[question.id] = signal;
        const int id = question.id;
        self->m_box.put([&question](Mail &mail) { mail.questions.push_back(std::move(question)); });
        co_await signal->wait();
        self->m_waiting.erase(id);
        Json reply = Json::object();
        const auto given = self->m_answers.find(id);
        if (given == self->m_answers.end()) {
            reply["action"] = "cancel"; // the call is over
        } else if (given->second) {
            reply["action"] = "accept";
            reply["content"] = std::move(*given->second);
        } else {
            reply["action"] = "decline";
        }
        co_return reply;
    }

    std::shared_ptr<Engine> m_engine;
    asio::any_io_executor m_executor;
    Request m_request;
    steady_clock::time_point m_began = steady_clock::now();
    std::shared_ptr<mcp::McpClient> m_client;
    asio::cancellation_signal m_stop;
    ToolOutcome m_outcome = failure({ErrorCode::Cancelled, "The call was cancelled.", {}, {}});
    bool m_isCancelled = false;
    bool m_isOver = false;
    int m_lastQuestion = 0;
    std::map<int, std::shared_ptr<WakeSignal>> m_waiting;
    std::map<int, std::optional<Json>> m_answers;
    LetterBox<Mail> m_box;
};

ToolSession::ToolSession(std::shared_ptr<Engine> engine, asio::any_io_executor executor,
                         Request request)
    : m_executor(executor)
{
    if (!engine) {
        QTimer::singleShot(0, this, [this] {
            Q_EMIT finished(failure({ErrorCode::Unavailable, "Berth is still starting.", {}, {}}));
        });
        return;
    }
    m_runner = std::make_shared<Runner>(std::move(engine), executor, std::move(request), [this] {
        QMetaObject::invokeMethod(this, &ToolSession::deliver, Qt::QueuedConnection);
    });
    asio::post(executor, [runner = m_runner] { runner->start(); });
}

ToolSession::~ToolSession()
{
    if (m_runner) {
        m_runner->silence();
        cancel();
    }
}

void ToolSession::cancel()
{
    if (m_runner) {
        asio::post(m_executor, [runner = m_runner] { runner->cancel(); });
    }
}

void ToolSession::answer(int question, std::optional<base::Json> content)
{
    if (m_runner) {
        asio::post(m_executor,
                   [runner = m_runner, question, content = std::move(content)]() mutable {
                       runner->answer(question, std::move(content));
                   });
    }
}

void ToolSession::deliver()
{
    const Runner::Mail mail = m_runner->take();
    for (const ToolLogLine &line : mail.lines) {
        Q_EMIT logged(line);
    }
    if (mail.progress) {
        Q_EMIT progressed(*mail.progress);
    }
    for (const ToolQuestion &question : mail.questions) {
        Q_EMIT asked(question);
    }
    if (mail.outcome) {
        Q_EMIT finished(*mail.outcome);
    }
}

} // namespace berth::engine
