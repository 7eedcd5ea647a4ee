// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/call_book.h"

#include <utility>

namespace berth::gateway {

namespace {

constexpr std::size_t mostCalls = 20000;
constexpr std::size_t mostBytes = 33554432;

} // namespace

CallBook::CallBook(std::function<void()> onFirst)
    : m_onFirst(std::move(onFirst))
{}

void CallBook::add(model::RecordedCall call)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        const std::size_t bytes = call.request.size() + call.response.size();
        if (m_contents.calls.size() >= mostCalls || m_bytes + bytes > mostBytes) {
            ++m_contents.lost;
            return;
        }
        m_bytes += bytes;
        isFirst = m_contents.calls.empty();
        m_contents.calls.push_back(std::move(call));
    }
    if (isFirst && m_onFirst) {
        m_onFirst();
    }
}

CallBook::Contents CallBook::take()
{
    const std::lock_guard lock(m_mutex);
    m_bytes = 0;
    return std::exchange(m_contents, {});
}

} // namespace berth::gateway
