-- SPDX-FileCopyrightText: 2026 The Berth authors
-- SPDX-License-Identifier: Apache-2.0
-- For wrk: tool calls with ids of their own; prints the figures as one line of JSON.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/json, text/event-stream"
local session = os.getenv("BENCH_SESSION")
if session and session ~= "" then
    wrk.headers["Mcp-Session-Id"] = session
    wrk.headers["MCP-Protocol-Version"] = "2025-11-25"
end
local call = os.getenv("BENCH_CALL")
local id = 1000

request = function()
    id = id + 1
    return wrk.format(nil, nil, nil, '{"jsonrpc":"2.0","id":' .. id .. "," .. call .. "}")
end

done = function(summary, latency, _)
    local wrong = summary.errors.connect + summary.errors.read + summary.errors.write +
        summary.errors.status + summary.errors.timeout
    io.write(string.format('{"requests": %d, "us": %d, "p50": %d, "p99": %d, "errors": %d}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), wrong))
end
