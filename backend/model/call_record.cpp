// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/call_record.h"

#include <algorithm>
#include <array>
#include <utility>

namespace berth::model {

namespace {

constexpr std::array<std::pair<CallOutcome, std::string_view>, 8> names{
    {{CallOutcome::Ok, "ok"},
     {CallOutcome::ToolError, "tool_error"},
     {CallOutcome::RpcError, "rpc_error"},
     {CallOutcome::HttpError, "http_error"},
     {CallOutcome::Refused, "refused"},
     {CallOutcome::Cancelled, "cancelled"},
     {CallOutcome::TimedOut, "timed_out"},
     {CallOutcome::Broken, "broken"}}};

double milliseconds(std::chrono::microseconds time)
{
    return static_cast<double>(time.count()) / 1000.0;
}

} // namespace

std::string_view callOutcomeName(CallOutcome outcome)
{
    const auto found = std::find_if(names.begin(), names.end(),
                                    [outcome](const auto &pair) { return pair.first == outcome; });
    return found == names.end() ? std::string_view() : found->second;
}

std::optional<CallOutcome> callOutcomeFromName(std::string_view name)
{
    const auto found = std::find_if(names.begin(), names.end(),
                                    [name](const auto &pair) { return pair.second == name; });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

base::Json toJson(const CallRecord &record)
{
    return base::Json{{"sequence", record.sequence},
                      {"started_at", base::toRfc3339(record.startedAt)},
                      {"instance_id", record.instanceId},
                      {"target", record.target},
                      {"client_id", record.clientId},
                      {"client", record.client},
                      {"method", record.method},
                      {"tool", record.tool},
                      {"outcome", callOutcomeName(record.outcome)},
                      {"http_status", record.httpStatus},
                      {"rpc_code", record.rpcCode ? base::Json(*record.rpcCode) : base::Json()},
                      {"first_byte_ms", milliseconds(record.toFirstByte)},
                      {"duration_ms", milliseconds(record.duration)},
                      {"request_bytes", record.requestBytes},
                      {"response_bytes", record.responseBytes},
                      {"recorded", record.isRecorded},
                      {"count", record.count}};
}

base::Json toJson(const RecordedCall &call)
{
    base::Json json = toJson(call.record);
    if (call.record.isRecorded) {
        json["request"] = call.request;
        json["response"] = call.response;
        json["cut"] = call.isCut;
    }
    return json;
}

} // namespace berth::model
