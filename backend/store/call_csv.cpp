// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/call_csv.h"

namespace berth::store {

namespace {

std::string cell(std::string text)
{
    if (text.find_first_of("=+-@\t\r") == 0) {
        text.insert(0, 1, '\'');
    }
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"') {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string milliseconds(std::chrono::microseconds time)
{
    return base::toText(base::Json(static_cast<double>(time.count()) / 1000.0));
}

} // namespace

std::string csvHeading()
{
    return "sequence,started_at,target,client,method,tool,outcome,http_status,rpc_code,"
           "first_byte_ms,duration_ms,request_bytes,response_bytes,count\r\n";
}

std::string csvLine(const model::CallRecord &record)
{
    std::string line = std::to_string(record.sequence);
    const auto add = [&line](const std::string &text) { line.append(",").append(text); };
    add(base::toRfc3339(record.startedAt));
    for (const std::string &text : {record.target, record.client, record.method, record.tool}) {
        add(cell(text));
    }
    add(std::string(model::callOutcomeName(record.outcome)));
    add(std::to_string(record.httpStatus));
    add(record.rpcCode ? std::to_string(*record.rpcCode) : std::string());
    add(milliseconds(record.toFirstByte));
    add(milliseconds(record.duration));
    add(std::to_string(record.requestBytes));
    add(std::to_string(record.responseBytes));
    add(std::to_string(record.count));
    return line.append("\r\n");
}

} // namespace berth::store
