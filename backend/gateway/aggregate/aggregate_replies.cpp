// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/aggregate_replies.h"

#include <utility>

namespace berth::gateway {

RpcMessage withParam(const RpcMessage &request, Span place, const std::string &value)
{
    auto changed = readServerMessage(withReplacements(request.text, {{place, jsonString(value)}}));
    return changed ? std::move(*changed) : request;
}

std::string refusal(const RpcMessage &request, int code, std::string message)
{
    return errorReply(request.idText(), {code, std::move(message), {}});
}

std::string failure(const RpcMessage &request, const base::Error &error)
{
    const std::string more = error.details.empty() ? std::string() : ' ' + error.details;
    return refusal(request, rpc::internalError, error.message + more);
}

} // namespace berth::gateway
