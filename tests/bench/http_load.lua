-- SPDX-FileCopyrightText: 2026 The Berth authors
-- SPDX-License-Identifier: Apache-2.0
-- For wrk: tool calls, in a session with ids of their own; prints the figures as one line of JSON.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/json, text/event-stream"
wrk.body = '{"jsonrpc":"2.0","id":1000,' .. os.getenv("BENCH_CALL") .. "}"

local session = os.getenv("BENCH_SESSION")
if session and session ~= "" then
    wrk.headers["Mcp-Session-Id"] = session
    wrk.headers["MCP-Protocol-Version"] = "2025-11-25"
    local id = 1000
    -- Only where ids are looked at: without this wrk sends one prepared request, at half the cost.
    request = function()
        id = id + 1
        return wrk.format(nil, nil, nil,
            '{"jsonrpc":"2.0","id":' .. id .. "," .. os.getenv("BENCH_CALL") .. "}")
    end
end

done = function(summary, latency, _)
    local wrong = summary.errors.connect + summary.errors.read + summary.errors.write +
        summary.errors.status + summary.errors.timeout
    io.write(string.format('{"requests": %d, "us": %d, "p50": %d, "p99": %d, "errors": %d}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), wrong))
end
