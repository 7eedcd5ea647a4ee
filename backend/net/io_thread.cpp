// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/io_thread.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <optional>
#include <thread>

#include <pthread.h>

namespace berth::net {

namespace {

void runAndLook(asio::io_context &context)
{
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::microseconds patience{50};
    std::optional<Clock::time_point> idleSince;
    while (!context.stopped()) {
        if (context.poll() > 0) {
            idleSince.reset();
        } else if (!idleSince) {
            idleSince = Clock::now();
        } else if (Clock::now() - *idleSince >= patience) {
            context.run_one();
            idleSince.reset();
        }
    }
}

} // namespace

class IoThread::Impl
{
public:
    Impl(const std::string &name, Idle idle)
        : m_executor(m_context.get_executor())
        , m_work(asio::make_work_guard(m_context))
        , m_thread([this, idle] { run(idle); })
    {
        constexpr std::size_t kernelLimit = 15;
        ::pthread_setname_np(m_thread.native_handle(), name.substr(0, kernelLimit).c_str());
    }

    ~Impl()
    {
        stop();
    }

    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;

    void stop()
    {
        if (!m_thread.joinable()) {
            return;
        }
        m_context.stop();
        m_thread.join();
    }

    asio::any_io_executor executor() const
    {
        return m_executor;
    }

private:
    void run(Idle idle)
    {
        // On a single processor nothing can come while this looks for it.
        if (idle == Idle::LooksFirst && std::thread::hardware_concurrency() > 1) {
            runAndLook(m_context);
        } else {
            m_context.run();
        }
    }

    // Its sockets are used on its thread alone, so they need no locks; posting is safe as ever.
    asio::io_context m_context{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
    asio::any_io_executor m_executor;
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    std::thread m_thread;
};

IoThread::IoThread(const std::string &name, Idle idle)
    : m_impl(std::make_unique<Impl>(name, idle))
{}

IoThread::~IoThread() = default;

asio::any_io_executor IoThread::executor() const
{
    return m_impl->executor();
}

void IoThread::stop()
{
    m_impl->stop();
}

} // namespace berth::net
