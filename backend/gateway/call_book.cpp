// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/call_book.h"

#include <algorithm>
#include <utility>

namespace berth::gateway {

namespace {

constexpr std::size_t mostCalls = 20000;
constexpr std::size_t mostBytes = 33554432;
/// So many at once, and so many a second, are kept as they are: more than a person or an agent
/// makes, and less than would be felt by the calls themselves when they are written down.
constexpr std::size_t mostSingles = 128;
constexpr std::int64_t singlesASecond = 640;
/// Those alike come close together; looking further back would cost more than it saves.
constexpr std::ptrdiff_t lookedThrough = 16;

bool isOf(const model::CallRecord &record, const CallNames &names)
{
    return record.method == names.method && record.tool == names.tool &&
           record.target == names.target && record.instanceId == names.instanceId &&
           record.client == names.client && record.clientId == names.clientId;
}

bool endedAlike(const model::CallRecord &one, const model::CallRecord &other)
{
    return one.outcome == other.outcome && one.httpStatus == other.httpStatus &&
           one.rpcCode == other.rpcCode && !one.isRecorded && !other.isRecorded;
}

void setNames(model::CallRecord &record, const CallNames &names)
{
    record.instanceId = names.instanceId;
    record.target = names.target;
    record.clientId = names.clientId;
    record.client = names.client;
    record.method = names.method;
    record.tool = names.tool;
}

} // namespace

CallBook::CallBook(std::function<void()> onFirst)
    : m_onFirst(std::move(onFirst))
    , m_singles(mostSingles)
{}

/// The record that the call can be added to.
model::CallRecord *CallBook::alike(const model::CallRecord &call, const CallNames &names)
{
    auto &calls = m_contents.calls;
    if (calls.size() <= m_singles) {
        return nullptr;
    }
    const auto end = calls.rend() - static_cast<std::ptrdiff_t>(m_singles);
    const auto last = calls.rbegin() + std::min(lookedThrough, end - calls.rbegin());
    const auto found = std::find_if(calls.rbegin(), last, [&](const model::RecordedCall &kept) {
        return endedAlike(kept.record, call) && isOf(kept.record, names);
    });
    return found == last ? nullptr : &found->record;
}

void CallBook::add(model::RecordedCall &&call, const CallNames &names)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        if (model::CallRecord *record = alike(call.record, names)) {
            ++record->count;
            record->toFirstByte += call.record.toFirstByte;
            record->duration += call.record.duration;
            record->requestBytes += call.record.requestBytes;
            record->responseBytes += call.record.responseBytes;
            return;
        }
        const std::size_t bytes = call.request.size() + call.response.size();
        if (m_contents.calls.size() >= mostCalls || m_bytes + bytes > mostBytes) {
            ++m_contents.lost;
            return;
        }
        m_bytes += bytes;
        isFirst = m_contents.calls.empty();
        setNames(call.record, names);
        call.record.startedAt = std::chrono::time_point_cast<std::chrono::microseconds>(
            std::chrono::system_clock::now() - call.record.duration);
        m_contents.calls.push_back(std::move(call));
    }
    if (isFirst && m_onFirst) {
        m_onFirst();
    }
}

CallBook::Contents CallBook::take(Clock::time_point now)
{
    Contents taken;
    {
        const std::lock_guard lock(m_mutex);
        m_bytes = 0;
        taken = std::exchange(m_contents, {});
        const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(
            std::clamp<Clock::duration>(now - m_takenAt, {}, std::chrono::seconds(1)));
        const std::size_t left = m_singles - std::min(m_singles, taken.calls.size());
        const auto more = static_cast<std::size_t>(passed.count() * singlesASecond / 1'000'000);
        m_singles = std::min(mostSingles, left + more);
        m_takenAt = now;
    }
    for (model::RecordedCall &call : taken.calls) {
        call.record.toFirstByte /= call.record.count;
        call.record.duration /= call.record.count;
    }
    return taken;
}

} // namespace berth::gateway
