// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Properties of what comes over a wire. Apart from the others, because they need more than the
// model; without coroutines, which clang 14 does not know as g++ 12 writes them.
#include "events/envelope.h"
#include "fuzz/properties.h"
#include "redis/redis_url.h"
#include "redis/reply.h"

namespace berth::fuzz {

namespace {

const base::Timestamp receivedAt(std::chrono::microseconds(1700000000000000));

std::string differenceOf(const model::DomainEvent &event, const std::string &written)
{
    const auto again = events::readMessage(event.type, written, receivedAt);
    if (!again.event) {
        return "What was written is refused: " + again.problem->message;
    }
    const bool same = again.event->eventId == event.eventId && again.event->type == event.type &&
                      again.event->time == event.time &&
                      again.event->instanceId == event.instanceId &&
                      again.event->data == event.data;
    return same ? "" : "What was written reads back as something else: " + written;
}

/// The replies in `bytes` when they come in pieces of `step`, and whether it ended in an error.
std::pair<std::vector<redis::Reply>, bool> repliesIn(std::string_view bytes, std::size_t step)
{
    redis::ReplyParser parser;
    std::vector<redis::Reply> all;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        if (!parser.feed(bytes.substr(at, step))) {
            return {all, true};
        }
        auto reply = parser.next();
        for (; reply && *reply; reply = parser.next()) {
            all.push_back(std::move(**reply));
        }
        if (!reply) {
            return {all, true};
        }
    }
    return {all, false};
}

} // namespace

std::string envelopeProperty(std::string_view bytes)
{
    const auto message = events::readMessage("channel", std::string(bytes), receivedAt);
    if (message.bytes != bytes) {
        return "A message lost its bytes.";
    }
    if (message.event.has_value() == message.problem.has_value()) {
        return "A message is neither or both readable and unreadable.";
    }
    if (!message.event) {
        return message.problem->message.empty() ? "The problem has no message." : "";
    }
    const std::string problem =
        differenceOf(*message.event, events::writeDoubleEncoded(*message.event));
    return problem.empty() ? differenceOf(*message.event, events::writeSingle(*message.event))
                           : problem;
}

std::string redisReplyProperty(std::string_view bytes)
{
    const auto whole = repliesIn(bytes, bytes.size() + 1);
    const auto pieces = repliesIn(bytes, 3);
    return whole == pieces ? "" : "Replies depend on how they are cut.";
}

std::string redisUrlProperty(std::string_view bytes)
{
    const auto address = redis::parseRedisUrl(bytes);
    if (!address) {
        return address.error().message.empty() ? "The error has no message." : "";
    }
    const std::string &password = address->password.expose();
    const std::string shown = redis::displayUrl(*address);
    // A short password can stand in the other parts by chance.
    if (password.size() > 8 && address->endpoint.host.find(password) == std::string::npos &&
        address->user.find(password) == std::string::npos &&
        shown.find(password) != std::string::npos) {
        return "A URL for people shows the password.";
    }
    return address->endpoint.host.empty() ? "A URL without a host is accepted." : "";
}

} // namespace berth::fuzz
