// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/event_entry.h"

#include "model/secret_masker.h"

#include <algorithm>

namespace berth::engine {

namespace {

using base::Json;
using store::EventLogEntry;

constexpr std::size_t longestField = 256;
constexpr std::size_t shortContainerId = 8;

/// At most `length` bytes, and no half of a character at the end.
std::string cut(std::string text, std::size_t length)
{
    if (text.size() <= length) {
        return text;
    }
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
        --length;
    }
    text.resize(length);
    return text;
}

/// A short line for a table; the other side may have put anything in.
std::string field(std::string text)
{
    text = cut(std::move(text), longestField);
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
    return text;
}

void appendPart(std::string &text, const std::string &part)
{
    if (!part.empty()) {
        text += text.empty() ? part : ", " + part;
    }
}

std::string specSummary(const Json &data)
{
    const auto spec = data.find("json_spec");
    if (spec == data.end() || !spec->is_object()) {
        return {};
    }
    std::string text = base::stringOr(*spec, "type");
    for (const char *key : {"image", "endpoint", "endpoint_url", "url"}) {
        appendPart(text, base::stringOr(*spec, key));
    }
    return text;
}

std::string summaryOf(const Json &data)
{
    std::string text = base::stringOr(data, "status");
    const std::string container = base::stringOr(data, "container_id");
    if (!container.empty()) {
        appendPart(text, "container " + cut(container, shortContainerId));
    }
    appendPart(text, base::stringOr(data, "error"));
    return text.empty() ? specSummary(data) : text;
}

/// Fills what is known of a readable event. All of it comes from the masked text.
void describe(EventLogEntry &entry, std::string maskedText)
{
    const auto event = base::parseJson(maskedText);
    if (!event || !event->is_object() || !event->contains("data")) {
        return;
    }
    const Json &data = (*event)["data"];
    entry.eventId = field(base::stringOr(*event, "event_id"));
    entry.subjectId = field(events::subjectOf(data));
    const std::string name = base::stringOr(data, "name");
    if (!name.empty()) {
        entry.subjectName = field(name);
    }
    entry.summary = field(summaryOf(data));
    if (maskedText.size() <= keptEventBytes) {
        entry.decoded = std::move(maskedText);
    }
}

/// Masks the whole first, then cuts: a value at the cut is recognised by its place.
std::string keptBytes(const events::ReceivedMessage &message, model::SecretMasker &masker)
{
    const std::string_view bytes = message.bytes;
    const std::string_view text = events::textOf(message);
    const std::string_view header = bytes.substr(0, bytes.size() - text.size());
    const std::string_view read = text.substr(0, readEventBytes);
    masker.learn(read);
    std::string kept = masker.mask(read);
    if (message.problem) {
        kept = masker.maskLoosely(kept);
    }
    if (!header.empty()) {
        kept.insert(0, masker.maskLoosely(header.substr(0, readEventBytes)));
    }
    return kept;
}

} // namespace

EventLogEntry entryOf(const model::DomainEvent &event, const std::string &subjectName)
{
    EventLogEntry entry;
    const std::string text = base::toText(model::toJson(event));
    entry.direction = "local";
    entry.channel = event.type;
    entry.type = field(event.type);
    entry.occurredAt = event.time;
    entry.subjectName = field(subjectName);
    entry.size = static_cast<std::uint32_t>(text.size());
    if (text.size() <= readEventBytes) {
        model::SecretMasker masker;
        masker.learn(text);
        describe(entry, masker.mask(text));
    }
    return entry;
}

EventLogEntry entryOf(const events::ReceivedMessage &message, const std::string &subjectName)
{
    EventLogEntry entry;
    model::SecretMasker masker;
    entry.direction = "received";
    entry.channel = field(message.channel);
    entry.form = std::string(events::formName(message.form));
    entry.size = static_cast<std::uint32_t>(message.bytes.size());
    std::string text;
    if (message.event) {
        text = base::toText(model::toJson(*message.event));
        masker.learn(std::string_view(text).substr(0, readEventBytes));
    }
    std::string bytes = keptBytes(message, masker);
    entry.isCut = bytes.size() > keptEventBytes || message.bytes.size() > readEventBytes;
    entry.bytes = cut(std::move(bytes), keptEventBytes);
    entry.subjectName = field(masker.maskLoosely(subjectName));
    if (message.event) {
        entry.type = field(masker.maskLoosely(message.event->type));
        entry.occurredAt = message.event->time;
        if (text.size() <= readEventBytes) {
            describe(entry, masker.mask(text));
        }
    }
    if (message.problem) {
        entry.problem = field(masker.maskLoosely(message.problem->message));
    }
    return entry;
}

EventRecord toRecord(const EventLogEntry &entry)
{
    EventRecord record;
    record.sequence = entry.sequence;
    record.recordedAt = entry.recordedAt;
    record.connectionId = entry.connectionId;
    record.direction = entry.direction == "sent"       ? EventRecord::Direction::Sent
                       : entry.direction == "received" ? EventRecord::Direction::Received
                                                       : EventRecord::Direction::Local;
    record.channel = entry.channel;
    record.type = entry.type;
    record.subjectId = entry.subjectId;
    record.subjectName = entry.subjectName;
    record.summary = entry.summary;
    record.problem = entry.problem;
    record.size = entry.size;
    return record;
}

EventDetail toDetail(const EventLogEntry &entry)
{
    EventDetail detail;
    detail.record = toRecord(entry);
    detail.form = entry.form;
    if (!entry.decoded.empty()) {
        if (auto decoded = base::parseJson(entry.decoded)) {
            detail.decoded = std::move(*decoded);
        }
    }
    detail.bytes = entry.bytes;
    detail.isCut = entry.isCut;
    return detail;
}

} // namespace berth::engine
