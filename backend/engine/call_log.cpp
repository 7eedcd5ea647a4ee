// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/call_log.h"

#include "log/log.h"
#include "model/secret_masker.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace berth::engine {

namespace asio = net::asio;

namespace {

constexpr std::chrono::milliseconds writePause{25};
/// In a flood: each writing holds up the calls that are under way.
constexpr std::chrono::milliseconds floodPause{1000};
constexpr std::int64_t leastBetweenPrunes = 1000;
/// Masking takes the engine's time; of a burst only the first keep what was said.
constexpr std::size_t mostRecordedBytes = 2097152;
constexpr std::size_t longestName = 256;

std::string masked(const std::string &text, const model::SecretMasker &masker,
                   const std::vector<base::Secret> &given)
{
    std::string kept = masker.mask(text);
    if (!text.starts_with('{') && !text.starts_with('[')) {
        kept = masker.maskLoosely(kept);
    }
    return secrets::redact(std::move(kept), given);
}

void mask(model::RecordedCall &call, const std::vector<base::Secret> &given)
{
    model::SecretMasker masker;
    masker.learn(call.request);
    masker.learn(call.response);
    call.request = masked(call.request, masker, given);
    call.response = masked(call.response, masker, given);
}

/// A short line for a table; the client may have put anything in.
void tidy(std::string &name)
{
    name.resize(std::min(name.size(), longestName));
    for (char &c : name) {
        const auto byte = static_cast<unsigned char>(c);
        c = byte < ' ' || byte == 0x7F ? ' ' : c;
    }
}

} // namespace

CallLog::CallLog(Services services)
    : m_services(std::move(services))
    , m_news(std::make_shared<WakeSignal>(m_services.executor))
    , m_pruning(m_services.executor, [this] {
        return m_services.store->pruneCalls(m_services.clock->now(), m_services.limits());
    })
{}

void CallLog::onCall(std::function<void(const model::CallRecord &)> call,
                     std::function<void()> batch)
{
    m_onCall = std::move(call);
    m_onBatch = std::move(batch);
}

std::function<void()> CallLog::bell()
{
    return [news = m_news, executor = m_services.executor] {
        asio::post(executor, [news] { news->notify(); });
    };
}

asio::awaitable<void> CallLog::run()
{
    while (true) {
        co_await m_news->wait();
        m_news->reset();
        const bool isFlood = co_await write();
        co_await sleepFor(isFlood ? floodPause : writePause);
    }
}

asio::awaitable<void> CallLog::flush()
{
    co_await write();
}

void CallLog::mask(std::vector<model::RecordedCall> &calls) const
{
    std::size_t bytes = 0;
    for (model::RecordedCall &call : calls) {
        tidy(call.record.client);
        tidy(call.record.method);
        tidy(call.record.tool);
        if (!call.record.isRecorded) {
            continue;
        }
        bytes += call.request.size() + call.response.size();
        if (bytes <= mostRecordedBytes) {
            std::vector<base::Secret> given;
            for (const auto &[name, value] : m_services.secretsOf(call.record.instanceId)) {
                given.push_back(value);
            }
            engine::mask(call, given);
        } else {
            call.record.isRecorded = false;
            call.request.clear();
            call.response.clear();
        }
    }
}

/// True when there were too many for each to be kept by itself.
asio::awaitable<bool> CallLog::write()
{
    gateway::CallBook::Contents contents = m_services.take();
    if (contents.lost > 0) {
        log::logger("engine")->warn("{} calls came faster than they could be written and are not "
                                    "in the history.",
                                    contents.lost);
    }
    if (contents.calls.empty()) {
        co_return false;
    }
    mask(contents.calls);
    std::vector<model::CallRecord> records;
    records.reserve(contents.calls.size());
    bool hasClients = false;
    bool isFlood = false;
    for (const model::RecordedCall &call : contents.calls) {
        records.push_back(call.record);
        m_onCall(call.record);
        hasClients = hasClients || !call.record.clientId.empty();
        isFlood = isFlood || call.record.count > 1;
    }
    if (hasClients) {
        m_onBatch();
    }
    const auto first = co_await m_services.store->appendCalls(std::move(contents.calls));
    if (!first) {
        // The history is for people who watch; what it is about goes on.
        log::logger("engine")->error("{} {}", first.error().message, first.error().details);
        co_return isFlood;
    }
    std::int64_t sequence = *first;
    for (model::CallRecord &record : records) {
        record.sequence = sequence++;
    }
    m_services.observers->notify(&Observer::callsRecorded, records);
    // So at most a tenth more than the limit is kept, and forgetting costs little.
    m_pruning.added(records.size(), std::max(leastBetweenPrunes, m_services.limits().count / 10));
    co_return isFlood;
}

asio::awaitable<void> CallLog::runPruning()
{
    return m_pruning.run();
}

void CallLog::limitsChanged()
{
    m_pruning.wake();
}

net::Task<std::vector<model::CallRecord>> CallLog::history(std::int64_t beforeSequence, int limit,
                                                           std::string instanceId)
{
    co_await write(); // who asks wants to see what has just happened
    co_return co_await m_services.store->callsBefore(beforeSequence, limit, std::move(instanceId));
}

net::Task<model::RecordedCall> CallLog::detail(std::int64_t sequence)
{
    return m_services.store->call(sequence);
}

net::Task<> CallLog::clear()
{
    (void)m_services.take();
    const auto cleared = co_await m_services.store->clearCalls();
    if (cleared) {
        m_services.observers->notify(&Observer::callsCleared);
    }
    co_return cleared;
}

net::Task<int> CallLog::exportTo(std::string file, bool asCsv, std::vector<std::int64_t> sequences)
{
    return m_services.store->exportCalls(std::move(file), asCsv, std::move(sequences));
}

} // namespace berth::engine
