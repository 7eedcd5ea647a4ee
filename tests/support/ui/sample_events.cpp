// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"
#include "model/events.h"
#include "support/ui/fake_engine.h"

namespace berth::test {

namespace {

using namespace std::chrono_literals;
using base::Json;
using engine::EventDetail;
using engine::EventRecord;

struct Sample
{
    std::chrono::milliseconds ago;
    const char *type;
    const char *id;
    const char *name;
    const char *summary;
    const char *connection;
};

const Sample samples[] = {
    {237557ms, model::event::instanceUpdated, "inst-fs", "filesystem", "", ""},
    {156990ms, model::event::instanceStarted, "inst-memory", "memory", "", ""},
    {129093ms, model::event::instanceStatusChanged, "inst-every", "everything",
     "unhealthy, no answer in 10 s", ""},
    {125879ms, "", "", "", "", "c-staging"},
    {115342ms, model::event::instanceDeleted, "inst-slack", "slack-old", "", ""},
    {23979ms, model::event::instanceStatusChanged, "inst-pg", "postgres-prod", "failed",
     "c-staging"},
    {23977ms, model::event::instanceError, "inst-pg", "postgres-prod",
     "PGPASSWORD: no such secret in Infisical, path /staging", "c-staging"},
    {1046ms, model::event::instanceCreated, "inst-github", "github",
     "docker, ghcr.io/github/github-mcp-server:0.18", "c-staging"},
    {1020ms, model::event::instanceStatusChanged, "inst-github", "github", "validating", ""},
    {1016ms, model::event::instanceStatusChanged, "inst-github", "github", "starting", ""},
    {585ms, model::event::instanceStatusChanged, "inst-github", "github",
     "running, container 9f3c1e0a", "c-staging"},
};

Json dataOf(const Sample &sample)
{
    Json data{{"instance_id", sample.id}, {"name", sample.name}};
    if (sample.type == std::string(model::event::instanceCreated)) {
        data["json_spec"] = {{"type", "docker"},
                             {"image", "ghcr.io/github/github-mcp-server:0.18"},
                             {"port", 8082},
                             {"environment",
                              {{"GITHUB_TOKEN", "secret_ref:GITHUB_TOKEN"},
                               {"LOG_LEVEL", "info"},
                               {"WEBHOOK_SECRET", std::string(base::secretMask)}}}};
    }
    return data;
}

EventDetail detailOf(const Sample &sample, std::int64_t sequence, base::Timestamp now)
{
    EventDetail detail;
    EventRecord &record = detail.record;
    record.sequence = sequence;
    record.recordedAt = now - sample.ago;
    record.connectionId = sample.connection;
    record.type = sample.type;
    record.channel = record.type;
    record.subjectId = sample.id;
    record.subjectName = sample.name;
    record.summary = sample.summary;
    const Json event{{"event_id", "0d6f3c9e-5b1a-4f0e-9f1c-7a3f52a1b7e4"},
                     {"timestamp", base::toRfc3339(record.recordedAt)},
                     {"event_type", sample.type},
                     {"data", dataOf(sample)}};
    if (!record.connectionId.empty()) {
        record.direction = EventRecord::Direction::Received;
        detail.form = "double";
        detail.bytes = base::toText(Json{{"data", base::toText(event)},
                                         {"headers", {{"content-type", "application/json"}}}});
    }
    if (record.type.empty()) {
        record.channel = model::event::instanceUpdated;
        record.problem = "The message is no JSON. The text is not valid JSON: error at byte 1.";
        detail.form = "bare";
        detail.bytes = std::string("\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'shape': (3,), }\n", 42);
    } else {
        detail.decoded = event;
    }
    record.size = static_cast<std::uint32_t>(detail.bytes.size());
    return detail;
}

} // namespace

void putEvents(FakeEngine &engine, base::Timestamp now)
{
    std::vector<EventDetail> events;
    for (const Sample &sample : samples) {
        events.push_back(detailOf(sample, static_cast<std::int64_t>(events.size()) + 1, now));
    }
    engine.record(events);
}

engine::ConnectionSnapshot sampleConnection(const char *id, const char *name,
                                            model::ConnectionRole role)
{
    engine::ConnectionSnapshot snapshot;
    snapshot.connection.id = id;
    snapshot.connection.name = name;
    snapshot.connection.role = role;
    snapshot.connection.url = "redis://redis.example:6379/0";
    snapshot.state = engine::ConnectionState::Connected;
    snapshot.roundTrip = 3ms;
    return snapshot;
}

} // namespace berth::test
