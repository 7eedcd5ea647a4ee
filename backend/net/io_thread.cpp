// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/io_thread.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <thread>

#include <pthread.h>

namespace berth::net {

class IoThread::Impl
{
public:
    explicit Impl(const std::string &name)
        : m_executor(m_context.get_executor())
        , m_work(asio::make_work_guard(m_context))
        , m_thread([this] { m_context.run(); })
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
    asio::io_context m_context{1}; // the hint for one running thread
    asio::any_io_executor m_executor;
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    std::thread m_thread;
};

IoThread::IoThread(const std::string &name)
    : m_impl(std::make_unique<Impl>(name))
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
