// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "events/envelope.h"

#include <gtest/gtest.h>

namespace berth::events {
namespace {

using base::Json;
using std::chrono::microseconds;

const base::Timestamp now(microseconds(1700000000000000));

ReceivedMessage read(std::string bytes, std::string channel = "MCPServerInstanceCreated")
{
    return readMessage(std::move(channel), std::move(bytes), now);
}

model::DomainEvent readable(const std::string &bytes, EnvelopeForm form,
                            const std::string &channel = "MCPServerInstanceCreated")
{
    const ReceivedMessage message = read(bytes, channel);
    EXPECT_TRUE(message.event) << message.problem.value_or(base::Error()).message;
    EXPECT_FALSE(message.problem);
    EXPECT_EQ(message.form, form) << formName(message.form);
    EXPECT_EQ(message.bytes, bytes);
    return message.event.value_or(model::DomainEvent());
}

/// As FastStream 0.5.42 writes it with the standard library's JSON (contract section 4.1).
const std::string fastStream =
    R"({"data": "{\"event_id\": \"0b2b8f0e-7c1d-4c59-9a55-6f3a0b8f8a11\", )"
    R"(\"timestamp\": \"1760370579.123456\", \"event_type\": \"MCPServerInstanceCreated\", )"
    R"(\"data\": {\"instance_id\": \"i-1\", \"server_spec_id\": null, \"name\": \"Gr\\u00fc\\u00dfe\", )"
    R"(\"json_spec\": {\"image\": \"mcp/echo\", \"port\": 8000}}}", )"
    R"("headers": {"correlation_id": "b7d5", "content-type": "application/json"}})";

/// As Go's publisher writes it (contract section 4.4).
const std::string go =
    R"({"data":{"event_id":"evt_20251013_154939_aaaaaaaa","timestamp":"2025-10-13T17:49:39+02:00",)"
    R"("event_type":"MCPServerInstanceStatusChanged","data":{"instance_id":"i-1","name":"x",)"
    R"("status":"running","container_id":"c","url":"http://localhost:7999/mcp/x",)"
    R"("timestamp":"2025-10-13T17:49:39.123456789+02:00"}},"headers":{}})";

std::string binary(const std::string &payload, std::uint16_t version = 1)
{
    const std::string headers("\x00\x01\x00\x03key\x00\x05value", 2 + 2 + 3 + 2 + 5);
    std::string bytes("\x89"
                      "BIN\r\n\x1a\n",
                      8);
    const auto number = [&bytes](std::size_t value, int size) {
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            bytes.push_back(static_cast<char>(value >> static_cast<unsigned>(shift)));
        }
    };
    number(version, 2);
    number(18, 4);
    number(18 + headers.size(), 4);
    return bytes + headers + payload;
}

TEST(ReadMessage, DoubleEncodedAsFastStream05Writes)
{
    const auto event = readable(fastStream, EnvelopeForm::DoubleEncoded);
    EXPECT_EQ(event.eventId, "0b2b8f0e-7c1d-4c59-9a55-6f3a0b8f8a11");
    EXPECT_EQ(event.type, model::event::instanceCreated);
    EXPECT_EQ(event.time, base::Timestamp(microseconds(1760370579123456)));
    EXPECT_EQ(event.instanceId, "i-1");
    EXPECT_EQ(base::stringOr(event.data, "name"), "Grüße");
    EXPECT_EQ(event.data["json_spec"]["port"], 8000);
}

TEST(ReadMessage, SingleEncodedAsGoWrites)
{
    const auto event = readable(go, EnvelopeForm::Single, "MCPServerInstanceStatusChanged");
    EXPECT_EQ(event.eventId, "evt_20251013_154939_aaaaaaaa");
    EXPECT_EQ(event.type, model::event::instanceStatusChanged);
    EXPECT_EQ(base::toRfc3339(event.time), "2025-10-13T15:49:39.000000Z");
    EXPECT_EQ(base::stringOr(event.data, "status"), "running");
}

TEST(ReadMessage, BinaryAsFastStream06Writes)
{
    const auto event = readable(
        binary(R"({"event_id":"e","timestamp":"1","event_type":"T","data":{"instance_id":"i"}})"),
        EnvelopeForm::Binary);
    EXPECT_EQ(event.eventId, "e");
    EXPECT_EQ(event.type, "T");
    EXPECT_EQ(event.instanceId, "i");
}

TEST(ReadMessage, TheSmallestThatGoTakes)
{
    const auto event = readable(
        R"({"data":"{\"event_id\":\"x\",\"timestamp\":\"0\",\"event_type\":\"MCPServerInstanceCreated\",)"
        R"(\"data\":{\"instance_id\":\"i\"}}","headers":{}})",
        EnvelopeForm::DoubleEncoded);
    EXPECT_EQ(event.time, base::Timestamp());
    EXPECT_EQ(event.instanceId, "i");
}

TEST(ReadMessage, EmptyOrMissingData)
{
    for (const char *data : {R"(,"data":{})", R"(,"data":null)", ""}) {
        const auto event = readable(
            std::string(
                R"({"event_id":"e","timestamp":"1","event_type":"MCPServerInstanceUpdated")") +
                data + "}",
            EnvelopeForm::Bare);
        EXPECT_EQ(event.type, model::event::instanceUpdated);
        EXPECT_EQ(event.instanceId, "");
        EXPECT_EQ(event.data, Json::object());
    }
}

TEST(ReadMessage, TimesInEveryForm)
{
    const auto timeOf = [](const std::string &json) {
        return readable(R"({"event_id":"e","event_type":"T","timestamp":)" + json + "}",
                        EnvelopeForm::Bare)
            .time;
    };
    const base::Timestamp half(microseconds(1500000));
    EXPECT_EQ(timeOf(R"("1.5")"), half);
    EXPECT_EQ(timeOf("1.5"), half);
    EXPECT_EQ(timeOf("1"), base::Timestamp(microseconds(1000000)));
    EXPECT_EQ(timeOf(R"("1.500000999")"), half);
    EXPECT_EQ(timeOf(R"("1970-01-01T00:00:01.5Z")"), half);
    for (const char *unreadable :
         {R"("soon")", "-1", "1e300", "null", "[]", R"("1.5x")", R"("")"}) {
        EXPECT_EQ(timeOf(unreadable), now) << unreadable;
    }
}

TEST(ReadMessage, WhatIsMissingComesFromTheChannel)
{
    const auto event =
        readable(R"({"instance_id":"i"})", EnvelopeForm::Bare, "MCPServerInstanceDeleted");
    EXPECT_EQ(event.type, model::event::instanceDeleted);
    EXPECT_EQ(event.eventId, "");
    EXPECT_EQ(event.instanceId, "i");
    EXPECT_EQ(event.time, now);
}

TEST(ReadMessage, EncodedOnceMoreThanNeeded)
{
    const std::string inner =
        R"({"event_id":"e","event_type":"T","data":"{\"instance_id\":\"i\"}"})";
    EXPECT_EQ(readable(Json(inner).dump(), EnvelopeForm::Bare).instanceId, "i");
}

TEST(ReadMessage, DataOfThatNameInsideAnEventIsNoEnvelope)
{
    const auto event = readable(
        R"({"event_id":"e","event_type":"T","data":{"instance_id":"i","data":{"instance_id":"j"}}})",
        EnvelopeForm::Bare);
    EXPECT_EQ(event.instanceId, "i");
}

struct Unreadable
{
    std::string name;
    std::string bytes;
};

class UnreadableMessage : public testing::TestWithParam<Unreadable>
{};

TEST_P(UnreadableMessage, KeepsItsBytesAndSaysWhy)
{
    const ReceivedMessage message = read(GetParam().bytes);
    EXPECT_FALSE(message.event);
    ASSERT_TRUE(message.problem);
    EXPECT_FALSE(message.problem->message.empty());
    EXPECT_EQ(message.problem->message.find("hunter2"), std::string::npos);
    EXPECT_EQ(message.bytes, GetParam().bytes);
    EXPECT_EQ(message.channel, "MCPServerInstanceCreated");
}

std::string nested(int depth)
{
    return R"({"event_id":"e","event_type":"T","data":{"instance_id":"i","x":)" +
           std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']') + "}}";
}

INSTANTIATE_TEST_SUITE_P(
    All, UnreadableMessage,
    testing::Values(Unreadable{"empty", ""}, Unreadable{"text", "hunter2"},
                    Unreadable{"array", "[]"}, Unreadable{"number", "42"},
                    Unreadable{"cut", fastStream.substr(0, fastStream.size() / 2)},
                    Unreadable{"innerIsNoJson", R"({"data":"hunter2","headers":{}})"},
                    Unreadable{"innerIsNoObject", R"({"data":"[1]","headers":{}})"},
                    Unreadable{"dataIsArray", R"({"event_id":"e","event_type":"T","data":[]})"},
                    Unreadable{"notUtf8", "{\"instance_id\":\"\xff\"}"},
                    Unreadable{"deep", nested(62)}, Unreadable{"veryDeep", nested(5000)},
                    Unreadable{"wrappedTooOften",
                               R"({"data":{"data":{"data":{"data":{"data":{"data":{}}}}}}})"},
                    Unreadable{"binaryVersion2", binary("{}", 2)},
                    Unreadable{"binaryHeadOnly", binary("{}").substr(0, 17)},
                    Unreadable{"binaryHeadersCut", binary("{}").substr(0, 25)},
                    Unreadable{"binaryNoPayload", binary("")}),
    [](const auto &test) { return test.param.name; });

model::DomainEvent sample()
{
    model::DomainEvent event;
    event.eventId = "e-1";
    event.type = model::event::instanceCreated;
    event.time = base::Timestamp(microseconds(1760370579000042));
    event.instanceId = "i-1";
    event.data =
        Json{{"instance_id", "i-1"}, {"name", "Grüße \"x\""}, {"json_spec", Json::object()}};
    return event;
}

TEST(WriteMessage, DoubleEncodedIsWhatGoReads)
{
    // Contract section 4.3: "data" must be a string; id, timestamp and type inside must be too.
    const Json outer = Json::parse(writeDoubleEncoded(sample()));
    ASSERT_TRUE(outer["data"].is_string());
    ASSERT_TRUE(outer["headers"].is_object());
    EXPECT_EQ(outer["headers"]["content-type"], "application/json");
    EXPECT_TRUE(outer["headers"]["correlation_id"].is_string());
    const Json inner = Json::parse(outer["data"].get<std::string>());
    EXPECT_EQ(inner["event_id"], "e-1");
    EXPECT_EQ(inner["timestamp"], "1760370579.000042");
    EXPECT_EQ(inner["event_type"], "MCPServerInstanceCreated");
    EXPECT_EQ(inner["data"], sample().data);
}

TEST(WriteMessage, SingleIsAsGoWrites)
{
    const Json outer = Json::parse(writeSingle(sample()));
    EXPECT_EQ(outer["headers"], Json::object());
    EXPECT_EQ(outer["data"]["timestamp"], "2025-10-13T15:49:39.000042Z");
    EXPECT_EQ(outer["data"]["data"], sample().data);
}

TEST(WriteMessage, ReadsBack)
{
    for (const std::string &bytes : {writeDoubleEncoded(sample()), writeSingle(sample())}) {
        const ReceivedMessage message = read(bytes);
        ASSERT_TRUE(message.event);
        EXPECT_EQ(message.event->eventId, sample().eventId);
        EXPECT_EQ(message.event->type, sample().type);
        EXPECT_EQ(message.event->time, sample().time);
        EXPECT_EQ(message.event->instanceId, sample().instanceId);
        EXPECT_EQ(message.event->data, sample().data);
    }
}

} // namespace
} // namespace berth::events
