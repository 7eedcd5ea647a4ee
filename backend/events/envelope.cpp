// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "events/envelope.h"

#include "base/ids.h"
#include "events/binary_message.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace berth::events {

using base::ErrorCode;
using base::Json;
using model::DomainEvent;

namespace {

/// An event is written back inside one or two more objects.
constexpr int maxDataDepth = base::maxJsonDepth - 4;
/// Wrappings inside each other; nobody is known to use more than two.
constexpr int maxWrappings = 4;
/// 9999-12-31T23:59:59Z, the last second that RFC 3339 can write.
constexpr std::int64_t lastUnixSecond = 253402300799;

tl::unexpected<base::Error> refuse(std::string message)
{
    return base::fail(ErrorCode::ProtocolError, std::move(message));
}

const Json *member(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

bool isDeeperThan(const Json &json, int levels)
{
    if (!json.is_structured()) {
        return false;
    }
    return levels == 0 || std::any_of(json.begin(), json.end(), [levels](const Json &item) {
               return isDeeperThan(item, levels - 1);
           });
}

/// "1760370579.123456": what Python's str(time.time()) gives.
std::optional<base::Timestamp> parseUnixSeconds(std::string_view text)
{
    std::int64_t seconds = 0;
    const char *const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, seconds);
    if (error != std::errc() || seconds < 0 || seconds > lastUnixSecond) {
        return std::nullopt;
    }
    std::int64_t microseconds = 0;
    std::int64_t weight = 100000;
    const char *digit = end;
    if (digit != last && *digit++ != '.') {
        return std::nullopt;
    }
    for (; digit != last; ++digit, weight /= 10) {
        if (*digit < '0' || *digit > '9') {
            return std::nullopt;
        }
        microseconds += (*digit - '0') * weight;
    }
    return base::Timestamp(std::chrono::seconds(seconds) + std::chrono::microseconds(microseconds));
}

std::optional<base::Timestamp> readTime(const Json &value)
{
    if (value.is_number_integer() || value.is_number_float()) {
        const double seconds = value.get<double>();
        if (!(seconds >= 0 && seconds <= static_cast<double>(lastUnixSecond))) {
            return std::nullopt;
        }
        return base::Timestamp(std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6)));
    }
    if (!value.is_string()) {
        return std::nullopt;
    }
    const auto &text = value.get_ref<const std::string &>();
    if (const auto unixTime = parseUnixSeconds(text)) {
        return unixTime;
    }
    const auto time = base::parseRfc3339(text);
    return time ? std::optional(*time) : std::nullopt;
}

std::string unixSeconds(base::Timestamp time)
{
    const auto count = time.time_since_epoch().count();
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%lld.%06lld", static_cast<long long>(count / 1000000),
                  static_cast<long long>(count % 1000000));
    return text.data();
}

bool looksLikeEvent(const Json &object)
{
    return object.contains("event_type") || object.contains("event_id");
}

struct Unwrapped
{
    Json json; ///< the event, or bare data
    EnvelopeForm form;
};

/// Goes inwards through "data" until an object that is an event, or data, is found.
base::Result<Unwrapped> unwrap(std::string_view text, EnvelopeForm form)
{
    auto json = base::parseJson(text);
    for (int wrapping = 0; json && wrapping < maxWrappings; ++wrapping) {
        if (json->is_string()) { // encoded once more than needed
            const std::string inner = json->get<std::string>();
            json = base::parseJson(inner);
            continue;
        }
        if (!json->is_object()) {
            return refuse("The message is JSON, but no object.");
        }
        const Json *data = member(*json, "data");
        const bool isEnvelope = data != nullptr && !looksLikeEvent(*json) &&
                                !json->contains("instance_id") &&
                                (data->is_string() || data->is_object());
        if (!isEnvelope) {
            return Unwrapped{std::move(*json), form};
        }
        if (form == EnvelopeForm::Bare) {
            form = data->is_string() ? EnvelopeForm::DoubleEncoded : EnvelopeForm::Single;
        }
        Json inner = *data;
        json = std::move(inner);
    }
    if (!json) {
        return refuse("The message is no JSON. " + json.error().message);
    }
    return refuse("The message wraps its event more often than anybody does.");
}

base::Result<Json> dataOf(const Json &event)
{
    const Json *data = member(event, "data");
    if (!looksLikeEvent(event)) {
        return event;
    }
    if (data == nullptr || data->is_null()) {
        return Json::object();
    }
    if (data->is_string()) {
        auto inner = base::parseJson(data->get_ref<const std::string &>());
        if (inner && inner->is_object()) {
            return inner;
        }
    }
    if (!data->is_object()) {
        return refuse("The event's data is no object.");
    }
    return *data;
}

base::Result<DomainEvent> readEvent(const Json &json, const std::string &channel,
                                    base::Timestamp receivedAt)
{
    auto data = dataOf(json);
    if (!data) {
        return base::fail(std::move(data.error()));
    }
    if (isDeeperThan(*data, maxDataDepth)) {
        return refuse("The event's data is nested too deeply.");
    }
    const bool isEvent = looksLikeEvent(json);
    const Json *time = isEvent ? member(json, "timestamp") : nullptr;
    DomainEvent event;
    event.eventId = isEvent ? base::stringOr(json, "event_id") : std::string();
    event.type = isEvent ? base::stringOr(json, "event_type") : std::string();
    if (event.type.empty()) {
        event.type = channel;
    }
    event.time = time != nullptr ? readTime(*time).value_or(receivedAt) : receivedAt;
    event.instanceId = subjectOf(*data);
    event.data = std::move(*data);
    return event;
}

base::Result<DomainEvent> decode(ReceivedMessage &message, base::Timestamp receivedAt)
{
    std::string_view text = message.bytes;
    if (hasBinaryMagic(text)) {
        message.form = EnvelopeForm::Binary;
        const auto binary = readBinaryMessage(text);
        if (!binary) {
            return base::fail(binary.error());
        }
        text = binary->payload;
    }
    const auto unwrapped = unwrap(text, message.form);
    if (!unwrapped) {
        return base::fail(unwrapped.error());
    }
    message.form = unwrapped->form;
    return readEvent(unwrapped->json, message.channel, receivedAt);
}

} // namespace

ReceivedMessage readMessage(std::string channel, std::string bytes, base::Timestamp receivedAt)
{
    ReceivedMessage message;
    message.channel = std::move(channel);
    message.bytes = std::move(bytes);
    auto event = decode(message, receivedAt);
    if (event) {
        message.event = std::move(*event);
    } else {
        message.problem = std::move(event.error());
    }
    return message;
}

std::string writeDoubleEncoded(const DomainEvent &event)
{
    Json inner = model::toJson(event);
    inner["timestamp"] = unixSeconds(event.time);
    Json outer = Json::object();
    outer["data"] = base::toText(inner);
    outer["headers"] =
        Json{{"correlation_id", base::newUuid()}, {"content-type", "application/json"}};
    return base::toText(outer);
}

std::string writeSingle(const DomainEvent &event)
{
    Json outer = Json::object();
    outer["data"] = model::toJson(event);
    outer["headers"] = Json::object();
    return base::toText(outer);
}

std::string subjectOf(const Json &data)
{
    for (const char *key : {"instance_id", "server_id", "id"}) {
        std::string id = base::stringOr(data, key);
        if (!id.empty()) {
            return id;
        }
    }
    return {};
}

std::string_view textOf(const ReceivedMessage &message)
{
    if (hasBinaryMagic(message.bytes)) {
        if (const auto binary = readBinaryMessage(message.bytes)) {
            return binary->payload;
        }
    }
    return message.bytes;
}

std::string_view formName(EnvelopeForm form)
{
    switch (form) {
    case EnvelopeForm::DoubleEncoded:
        return "double";
    case EnvelopeForm::Single:
        return "single";
    case EnvelopeForm::Binary:
        return "binary";
    case EnvelopeForm::Bare:
        break;
    }
    return "bare";
}

} // namespace berth::events
