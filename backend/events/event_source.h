// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/task.h"
#include "store/store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace berth::events {

/// Where a bridge gets the events that it publishes, and keeps how far it has come.
class EventSource
{
public:
    virtual ~EventSource() = default;
    /// Settles which event is the first, once: what happens after this will be published.
    virtual net::Task<> begin() = 0;
    /// Events after the place that was kept last, in order; at most `limit`.
    virtual net::Task<std::vector<store::OutboxEntry>> next(int limit) = 0;
    /// Everything up to `sequence` has been published.
    virtual net::Task<> keepPlace(std::int64_t sequence) = 0;
};

/// The store's outbox, read at the pace of one connection. A connection that is new begins with
/// what happens from now on: what its Redis never heard of is no news.
class OutboxSource final : public EventSource
{
public:
    /// `connection` names the place in the store. The store must outlive the source.
    OutboxSource(store::Store &store, std::string connection);

    net::Task<> begin() override;
    net::Task<std::vector<store::OutboxEntry>> next(int limit) override;
    net::Task<> keepPlace(std::int64_t sequence) override;

private:
    net::Task<std::int64_t> place();
    net::Task<std::int64_t> newest();

    store::Store &m_store;
    std::string m_key;
    std::int64_t m_place = -1; ///< not read yet
};

} // namespace berth::events
