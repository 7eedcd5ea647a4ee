// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "gateway/caller_check.h"
#include "net/http_message.h"
#include "net/listen_address.h"

#include <optional>

namespace berth::api {

/// Who may call the manager API: no web page, and with a token only who knows it.
class ManagerGuard
{
public:
    /// `bound` with the port that was taken.
    ManagerGuard(const net::ListenAddress &bound, std::optional<base::Secret> token);

    /// The answer to a request that may not pass, or nothing.
    std::optional<net::HttpResponse> refusal(const net::Headers &headers) const;

private:
    bool isFromOurPage(const net::Headers &headers) const;
    bool knowsToken(const net::Headers &headers) const;

    gateway::CallerCheck m_callers;
    bool m_onLoopback;
    std::optional<base::Secret> m_token;
};

} // namespace berth::api
