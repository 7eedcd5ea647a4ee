// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/line_splitter.h"
#include "cli/table.h"

#include <cstdio>

namespace berth::cli {

using base::Json;
using base::Status;

namespace {

std::string numberOf(const Json &call, const char *key)
{
    return base::toText(call.value(key, Json(0)));
}

/// "tools/call search", "GET", "tools/call search x37"
std::string whatOf(const Json &call)
{
    const std::string tool = base::stringOr(call, "tool");
    const Json count = call.value("count", Json(1));
    return base::stringOr(call, "method") + (tool.empty() ? "" : " " + tool) +
           (count == 1 ? "" : " x" + base::toText(count));
}

std::string outcomeOf(const Json &call)
{
    const std::string outcome = base::stringOr(call, "outcome");
    const Json code = call.value("rpc_code", Json());
    if (outcome == "rpc_error" && code.is_number()) {
        return outcome + " " + base::toText(code);
    }
    return outcome == "http_error" || outcome == "refused"
               ? outcome + " " + numberOf(call, "http_status")
               : outcome;
}

void printCall(const Json &call, Format format)
{
    if (format == Format::Json) {
        std::puts(base::toText(call).c_str());
        return;
    }
    std::printf("%s  %s  %s  %s  %s  %s ms\n", base::stringOr(call, "started_at").c_str(),
                printable(base::stringOr(call, "target")).c_str(),
                printable(base::stringOr(call, "client")).c_str(), printable(whatOf(call)).c_str(),
                outcomeOf(call).c_str(), numberOf(call, "duration_ms").c_str());
}

void printTable(const Json &calls)
{
    Table table({"NO", "STARTED", "TARGET", "CLIENT", "CALL", "OUTCOME", "MS", "BYTES IN/OUT"});
    for (auto call = calls.rbegin(); call != calls.rend(); ++call) {
        table.addRow({numberOf(*call, "sequence"), base::stringOr(*call, "started_at"),
                      printable(base::stringOr(*call, "target")),
                      printable(base::stringOr(*call, "client")), printable(whatOf(*call)),
                      outcomeOf(*call), numberOf(*call, "duration_ms"),
                      numberOf(*call, "request_bytes") + "/" + numberOf(*call, "response_bytes")});
    }
    std::fputs(table.text().c_str(), stdout);
}

Status showOne(ApiClient &api, std::int64_t sequence)
{
    const auto call = api.get("/v1/calls/" + std::to_string(sequence));
    if (!call) {
        return base::fail(call.error());
    }
    printJson(*call);
    return {};
}

Status clearCalls(ApiClient &api, Format format)
{
    const auto done = api.remove("/v1/calls/");
    if (!done) {
        return base::fail(done.error());
    }
    if (format == Format::Json) {
        printJson(*done);
    } else {
        std::puts("All calls are forgotten.");
    }
    return {};
}

Status followCalls(ApiClient &api, Format format, const std::string &instanceId)
{
    LineSplitter lines([&](const std::string &line) {
        constexpr std::string_view field = "data: ";
        const auto call = line.starts_with(field)
                              ? base::parseJson(std::string_view(line).substr(field.size()))
                              : base::Result<Json>(Json());
        if (call && call->is_object() &&
            (instanceId.empty() || base::stringOr(*call, "instance_id") == instanceId)) {
            printCall(*call, format);
            std::fflush(stdout);
        }
    });
    return api.stream("/v1/calls/stream",
                      [&lines](const std::string &bytes) { lines.feed(bytes); });
}

} // namespace

Status showCalls(ApiClient &api, Format format, const CallOptions &options)
{
    if (options.sequence > 0) {
        return showOne(api, options.sequence);
    }
    if (options.clear) {
        return clearCalls(api, format);
    }
    std::string instanceId;
    if (!options.instance.empty()) {
        const auto instances = api.get("/v1/mcp-server-instances/");
        if (!instances) {
            return base::fail(instances.error());
        }
        const auto instance = pick(*instances, options.instance, "instance");
        if (!instance) {
            return base::fail(instance.error());
        }
        instanceId = base::stringOr(*instance, "id");
    }
    const auto calls = api.get("/v1/calls/?limit=" + std::to_string(options.count) +
                               (instanceId.empty() ? "" : "&instance_id=" + instanceId));
    if (!calls) {
        return base::fail(calls.error());
    }
    if (format == Format::Text && !options.follow) {
        printTable(*calls);
        return {};
    }
    for (auto call = calls->rbegin(); call != calls->rend(); ++call) {
        printCall(*call, format);
    }
    return options.follow ? followCalls(api, format, instanceId) : Status{};
}

} // namespace berth::cli
