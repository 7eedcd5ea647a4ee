// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/observer.h"
#include "engine/wake_signal.h"
#include "net/task.h"

#include <chrono>
#include <string>

namespace berth::engine {

/// Waits for the next word about an instance's health: a sample, another state, or its end.
/// Confined to the engine's executor.
class HealthQuestion final : public Observer
{
public:
    HealthQuestion(net::asio::any_io_executor executor, ObserverList &observers,
                   const InstanceSnapshot &asked);
    ~HealthQuestion() override;
    HealthQuestion(const HealthQuestion &) = delete;
    HealthQuestion &operator=(const HealthQuestion &) = delete;

    /// False when there was no word in time.
    net::asio::awaitable<bool> answered(std::chrono::milliseconds patience);

    void instanceChanged(const InstanceSnapshot &view) override;
    void instanceRemoved(const std::string &id) override;

private:
    ObserverList &m_observers;
    std::string m_id;
    model::InstanceState m_state;
    base::Timestamp m_lastSample{};
    WakeSignal m_heard;
};

} // namespace berth::engine
