// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/observer.h"
#include "engine/pruning.h"
#include "engine/wake_signal.h"
#include "gateway/call_book.h"
#include "secrets/resolver.h"
#include "store/caller_store.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace berth::engine {

/// Takes calls from the gateway, masks what was said, and writes them into the bounded history, in
/// few transactions; then tells observers. Confined to the engine's executor.
class CallLog
{
public:
    struct Services
    {
        net::asio::any_io_executor executor;
        store::CallerStore *store = nullptr;
        ObserverList *observers = nullptr;
        const base::Clock *clock = nullptr;
        std::function<gateway::CallBook::Contents()> take;
        std::function<store::CallLimits()> limits;
        /// What an instance was given, which what is said may repeat.
        std::function<secrets::ResolvedValues(const std::string &instanceId)> secretsOf;
    };

    explicit CallLog(Services services);

    /// `call` for each, then `batch` when one of a client with a token was among them.
    void onCall(std::function<void(const model::CallRecord &)> call, std::function<void()> batch);
    /// There is something to take. From any thread.
    std::function<void()> bell();

    /// Writes until cancelled.
    net::asio::awaitable<void> run();
    /// Forgets what is too old, now and then, until cancelled.
    net::asio::awaitable<void> runPruning();
    net::asio::awaitable<void> flush();
    void limitsChanged();

    net::Task<std::vector<model::CallRecord>> history(std::int64_t beforeSequence, int limit,
                                                      std::string instanceId);
    net::Task<model::RecordedCall> detail(std::int64_t sequence);
    net::Task<> clear();
    net::Task<int> exportTo(std::string file, bool asCsv, std::vector<std::int64_t> sequences);

private:
    net::asio::awaitable<bool> write();
    void mask(std::vector<model::RecordedCall> &calls) const;

    Services m_services;
    std::shared_ptr<WakeSignal> m_news; ///< whoever rings may outlive the log
    Pruning m_pruning;
    std::function<void(const model::CallRecord &)> m_onCall;
    std::function<void()> m_onBatch;
};

} // namespace berth::engine
