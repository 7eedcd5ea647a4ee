// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/health_question.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

namespace berth::engine {

using namespace net::asio::experimental::awaitable_operators;

namespace {

base::Timestamp lastSampleOf(const InstanceSnapshot &view)
{
    return view.health.empty() ? base::Timestamp{} : view.health.back().time;
}

} // namespace

HealthQuestion::HealthQuestion(net::asio::any_io_executor executor, ObserverList &observers,
                               const InstanceSnapshot &asked)
    : m_observers(observers)
    , m_id(asked.instance.id)
    , m_state(asked.instance.state)
    , m_lastSample(lastSampleOf(asked))
    , m_heard(std::move(executor))
{
    m_observers.add(this);
}

HealthQuestion::~HealthQuestion()
{
    m_observers.remove(this);
}

net::asio::awaitable<bool> HealthQuestion::answered(std::chrono::milliseconds patience)
{
    const auto outcome = co_await (m_heard.wait() || sleepFor(patience));
    co_return outcome.index() == 0;
}

void HealthQuestion::instanceChanged(const InstanceSnapshot &view)
{
    if (view.instance.id == m_id &&
        (view.instance.state != m_state || lastSampleOf(view) != m_lastSample)) {
        m_heard.notify();
    }
}

void HealthQuestion::instanceRemoved(const std::string &id)
{
    if (id == m_id) {
        m_heard.notify();
    }
}

} // namespace berth::engine
