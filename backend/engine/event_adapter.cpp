// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/event_adapter.h"

namespace berth::engine {

QFuture<base::Result<std::vector<EventRecord>>> EventAdapter::history(std::int64_t, int)
{
    return {};
}

QFuture<base::Result<EventDetail>> EventAdapter::detail(std::int64_t)
{
    return {};
}

QFuture<base::Status> EventAdapter::publish(std::string, std::string, base::Json)
{
    return {};
}

QFuture<base::Status> EventAdapter::clearLog()
{
    return {};
}

QFuture<base::Result<int>> EventAdapter::exportLog(std::string, std::vector<std::int64_t>)
{
    return {};
}

} // namespace berth::engine
