// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/field_readers.h"
#include "model/spec_readers.h"
#include "model/text_rules.h"

namespace berth::model {

namespace {

void readBackEnds(ObjectReader &reader, const DockerSpec &spec, GatewayOptions &options)
{
    const std::optional<std::string> name = reader.text({"back_ends"});
    if (!name) {
        return;
    }
    const std::string pointer = base::appendPointer(reader.pointer(), "back_ends");
    bool isKnown = false;
    for (const BackEnds kind : {BackEnds::Shared, BackEnds::PerClient, BackEnds::PerSession}) {
        if (*name == backEndsName(kind)) {
            options.backEnds = kind;
            isKnown = true;
        }
    }
    if (!isKnown) {
        addViolation(reader.violations(), pointer,
                     "There are no back ends of the kind " + describeText(*name) + ".",
                     describeText(*name), "\"shared\", \"per-client\" or \"per-session\"");
    } else if (options.backEnds != BackEnds::Shared && spec.transport != Transport::Stdio) {
        addViolation(reader.violations(), pointer,
                     "Only a server that speaks stdio can have back ends for its clients.",
                     describeText(*name), "\"shared\", or the transport \"stdio\"");
    }
}

void readToolTimeouts(ObjectReader &reader, GatewayOptions &options)
{
    const ObjectReader::Member member = reader.object({"tool_timeouts"});
    if (!member) {
        return;
    }
    ObjectReader tools(*member.value, member.pointer, reader.violations());
    for (const auto &[tool, ignored] : member.value->items()) {
        std::chrono::milliseconds timeout = options.callTimeout;
        readDuration(tools, tool, timeout);
        options.toolTimeouts.emplace_back(tool, timeout);
    }
}

} // namespace

void readGatewayOptions(ObjectReader &reader, DockerSpec &spec, base::Json &extra)
{
    const ObjectReader::Member member = reader.object({"gateway"});
    if (!member) {
        return;
    }
    GatewayOptions &options = spec.gateway;
    ObjectReader fields(*member.value, member.pointer, reader.violations());
    readBackEnds(fields, spec, options);
    options.maxBackEnds = fields.integer({"max_back_ends"}, 1, 64).value_or(options.maxBackEnds);
    readDuration(fields, "back_end_idle", options.backEndIdle);
    readDuration(fields, "call_timeout", options.callTimeout);
    readToolTimeouts(fields, options);
    options.startOnCall = fields.boolean({"start_on_call"}).value_or(options.startOnCall);
    readDuration(fields, "stop_when_idle", options.stopWhenIdle);
    keepUnknown(fields, "gateway", extra);
}

} // namespace berth::model
