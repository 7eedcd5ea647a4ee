// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoint_event.h"

#include "net/endpoint.h"

#include <algorithm>
#include <utility>

namespace berth::gateway {

namespace {

constexpr std::size_t mostHeld = 8192;

/// Whether the stream begins, or may yet begin, with an endpoint event.
bool mayBeEndpoint(std::string_view text)
{
    for (const std::string_view start : {"event: endpoint", "event:endpoint"}) {
        const std::size_t size = std::min(start.size(), text.size());
        if (text.substr(0, size) == start.substr(0, size)) {
            return true;
        }
    }
    return false;
}

/// Past the blank line that ends the first event; npos when it is not there yet.
std::size_t endOfEvent(std::string_view text)
{
    for (const std::string_view blank : {"\n\n", "\r\n\r\n"}) {
        const auto at = text.find(blank);
        if (at != std::string_view::npos) {
            return at + blank.size();
        }
    }
    return std::string_view::npos;
}

} // namespace

std::string EndpointEvent::feed(std::string piece)
{
    if (m_isPast) {
        return piece;
    }
    m_held += piece;
    const auto end = endOfEvent(m_held);
    if (!mayBeEndpoint(m_held) || (end == std::string::npos && m_held.size() > mostHeld)) {
        return rest();
    }
    if (end == std::string::npos) {
        return {};
    }
    const std::string all = rest();
    return rewritten(std::string_view(all).substr(0, end)) + all.substr(end);
}

std::string EndpointEvent::rewritten(std::string_view event) const
{
    const auto field = event.find("\ndata:");
    if (field == std::string_view::npos) {
        return std::string(event);
    }
    auto begin = field + std::string_view("\ndata:").size();
    begin += event.substr(begin).starts_with(' ') ? 1 : 0;
    const auto end = std::min(event.find_first_of("\r\n", begin), event.size());
    const std::string_view address = event.substr(begin, end - begin);
    std::string target(address);
    if (address.starts_with("http://") || address.starts_with("https://")) {
        const auto url = net::parseUrl(std::string(address));
        target = url ? url->target : target;
    }
    if (!target.starts_with('/')) {
        return std::string(event); // relative to the stream's own address, which is right as it is
    }
    return std::string(event.substr(0, begin)) + m_prefix + target + std::string(event.substr(end));
}

} // namespace berth::gateway
