// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/log_session.h"

#include "engine/letter_box.h"

#include <QString>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <atomic>

namespace berth::engine {

namespace asio = net::asio;

/// The engine thread's half. Owned by both sides; talks back through a queued call that is dropped
/// when the session is gone.
class LogSession::Reader final : public Observer, public std::enable_shared_from_this<Reader>
{
public:
    Reader(std::shared_ptr<Engine> engine, asio::any_io_executor executor, std::string id, int tail,
           bool masked, std::function<void()> ring)
        : m_engine(std::move(engine))
        , m_id(std::move(id))
        , m_tail(tail)
        , m_masked(masked)
        , m_box(std::move(ring))
        , m_containerChanged(executor)
    {}

    void start(const asio::any_io_executor &executor)
    {
        asio::co_spawn(executor, run(),
                       asio::bind_cancellation_slot(
                           m_stop.slot(), [self = shared_from_this()](const std::exception_ptr &) {
                               self->m_engine->removeObserver(self.get());
                           }));
    }

    void stop()
    {
        m_stop.emit(asio::cancellation_type::terminal);
    }

    /// The session is about to go: it is not called any more.
    void silence()
    {
        m_box.close();
    }

    struct Mail
    {
        std::vector<LogLine> lines;
        bool restarted = false;
        std::string problem;
    };

    Mail take()
    {
        return m_box.take();
    }

    void instanceChanged(const InstanceSnapshot &view) override
    {
        if (view.instance.id == m_id && !view.containerId.empty() &&
            view.containerId != m_containerId) {
            m_containerChanged.notify();
        }
    }

private:
    asio::awaitable<void> run()
    {
        const auto self = shared_from_this();
        m_engine->addObserver(this);
        while (true) {
            const auto view = m_engine->instance(m_id);
            if (!view) {
                co_return;
            }
            m_containerChanged.reset();
            m_containerId = view->containerId;
            if (!m_containerId.empty()) {
                const auto onLine = [this](const LogLine &line) {
                    m_box.put([&line](Mail &mail) { mail.lines.push_back(line); });
                };
                auto ended = co_await m_engine->followLogs(m_id, m_tail, true, onLine, m_masked);
                if (!ended) {
                    m_box.put([&ended](Mail &mail) { mail.problem = ended.error().message; });
                }
            }
            const bool hadOne = !m_containerId.empty();
            co_await m_containerChanged.wait();
            m_tail = -1; // everything of the next container
            if (hadOne) {
                m_box.put([](Mail &mail) { mail.restarted = true; });
            }
        }
    }

    std::shared_ptr<Engine> m_engine;
    std::string m_id;
    int m_tail;
    bool m_masked;
    LetterBox<Mail> m_box;
    WakeSignal m_containerChanged;
    std::string m_containerId;
    asio::cancellation_signal m_stop;
};

LogSession::LogSession(std::shared_ptr<Engine> engine, asio::any_io_executor executor,
                       std::string instanceId, int tail, bool masked)
    : m_executor(executor)
{
    m_reader = std::make_shared<Reader>(
        std::move(engine), executor, std::move(instanceId), tail, masked,
        [this] { QMetaObject::invokeMethod(this, &LogSession::deliver, Qt::QueuedConnection); });
    asio::post(executor, [reader = m_reader, executor] { reader->start(executor); });
}

LogSession::~LogSession()
{
    m_reader->silence();
    asio::post(m_executor, [reader = m_reader] { reader->stop(); });
}

void LogSession::deliver()
{
    const Reader::Mail mail = m_reader->take();
    if (mail.restarted) {
        Q_EMIT restarted();
    }
    if (!mail.lines.empty()) {
        Q_EMIT linesArrived(mail.lines);
    }
    if (!mail.problem.empty()) {
        Q_EMIT failed(QString::fromStdString(mail.problem));
    }
}

} // namespace berth::engine
