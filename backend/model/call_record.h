// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/json.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace berth::model {

/// How a call through the gateway ended.
enum class CallOutcome
{
    Ok,
    ToolError, ///< the tool ran and said isError
    RpcError,  ///< a JSON-RPC error, see rpcCode
    HttpError, ///< a status of 400 and above, from the server or because it was not there
    Refused,   ///< by the gateway: no or wrong token, not allowed, too many calls
    Cancelled, ///< the client went away, or its token was revoked
    TimedOut,
    Broken ///< the server broke off in the middle of its answer
};

/// "ok", "tool_error", "rpc_error", "http_error", "refused", "cancelled", "timed_out", "broken"
std::string_view callOutcomeName(CallOutcome outcome);
std::optional<CallOutcome> callOutcomeFromName(std::string_view name);

/// One call through the gateway, without what was said; or several of a flood that were alike, with
/// the means of their times and the sums of their sizes.
struct CallRecord
{
    std::int64_t sequence = 0;   ///< grows with each record; unique in the profile; 0: not stored
    base::Timestamp startedAt{}; ///< of the first
    std::string instanceId;      ///< empty for a group
    std::string target;          ///< the instance's name, or "@<group>"; "@all" is /mcp
    std::string clientId;        ///< empty without a token
    std::string client;          ///< token's name, else clientInfo's, else "anonymous"
    std::string method;          ///< "tools/call"; "GET" for a stream that only listens
    std::string tool;            ///< of tools/call; the prompt's name or the resource's URI
    std::chrono::microseconds toFirstByte{0}; ///< 0: there was no answer
    std::chrono::microseconds duration{0};    ///< to the end of the answer
    std::uint64_t requestBytes = 0;           ///< of the body
    std::uint64_t responseBytes = 0;
    int httpStatus = 0; ///< 0: there was no answer
    std::optional<int> rpcCode;
    CallOutcome outcome = CallOutcome::Ok;
    bool isRecorded = false; ///< what was said was kept
    std::int64_t count = 1;  ///< of calls

    bool operator==(const CallRecord &) const = default;
};

/// A call with what was said, masked and cut; empty when nothing was recorded.
struct RecordedCall
{
    CallRecord record;
    std::string request;
    std::string response;
    bool isCut = false; ///< one of both is only the beginning

    bool operator==(const RecordedCall &) const = default;
};

base::Json toJson(const CallRecord &record);
base::Json toJson(const RecordedCall &call);

} // namespace berth::model
