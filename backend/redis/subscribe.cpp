// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/subscribe.h"

#include "redis/command.h"

#include <string_view>
#include <utility>

namespace berth::redis {

using base::ErrorCode;

namespace {

Command subscribeCommand(const char *name, std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), name);
    return arguments;
}

bool startsWith(const Reply &reply, std::string_view word, std::size_t size)
{
    return reply.kind == Reply::Kind::Array && reply.items.size() == size &&
           reply.items.front().isText(word);
}

bool isConfirmation(const Reply &reply)
{
    return startsWith(reply, "subscribe", 3) || startsWith(reply, "psubscribe", 3);
}

std::string joined(const Subscriptions &subscriptions, std::string_view before,
                   std::string_view between)
{
    std::string text;
    for (const auto *names : {&subscriptions.channels, &subscriptions.patterns}) {
        for (const std::string &name : *names) {
            text.append(text.empty() ? std::string_view() : between).append(before).append(name);
        }
    }
    return text;
}

base::Error refusal(const Reply &reply, const std::string &peer, const Subscriptions &wanted)
{
    base::Error error = errorOf(reply.text, peer);
    if (error.code == ErrorCode::Forbidden) {
        error.message = "Redis at " + peer + " does not allow this user to listen to " +
                        listed(wanted) + ". Its ACL needs " + joined(wanted, "&", " ") +
                        " and the commands SUBSCRIBE and PSUBSCRIBE.";
    }
    return error;
}

} // namespace

std::string listed(const Subscriptions &subscriptions)
{
    return joined(subscriptions, {}, ", ");
}

std::optional<Message> messageIn(Reply &reply)
{
    if (startsWith(reply, "message", 3)) {
        return Message{std::move(reply.items[1].text), {}, std::move(reply.items[2].text)};
    }
    if (startsWith(reply, "pmessage", 4)) {
        return Message{std::move(reply.items[2].text), std::move(reply.items[1].text),
                       std::move(reply.items[3].text)};
    }
    return std::nullopt;
}

net::Task<std::vector<Message>> subscribe(Wire &wire, Subscriptions wanted)
{
    std::string bytes;
    if (!wanted.channels.empty()) {
        appendCommand(bytes, subscribeCommand("SUBSCRIBE", wanted.channels));
    }
    if (!wanted.patterns.empty()) {
        appendCommand(bytes, subscribeCommand("PSUBSCRIBE", wanted.patterns));
    }
    auto sent = co_await wire.write(bytes);
    if (!sent) {
        co_return base::fail(std::move(sent.error()));
    }
    std::vector<Message> early;
    const std::size_t expected = wanted.channels.size() + wanted.patterns.size();
    for (std::size_t confirmed = 0; confirmed < expected;) {
        auto reply = co_await wire.read();
        if (!reply) {
            co_return base::fail(std::move(reply.error()));
        }
        if (reply->kind == Reply::Kind::Error) {
            co_return base::fail(refusal(*reply, wire.peer(), wanted));
        }
        if (auto message = messageIn(*reply)) {
            early.push_back(std::move(*message));
        } else if (isConfirmation(*reply)) {
            ++confirmed;
        }
    }
    co_return early;
}

} // namespace berth::redis
