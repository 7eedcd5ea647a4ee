// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/redis_answers.h"

#include <algorithm>
#include <utility>

namespace berth::connections {

using base::ErrorCode;
using redis::Reply;

base::Error scriptError(std::string_view text)
{
    constexpr std::string_view causeMark = ": -";
    std::string_view cause = text;
    if (cause.starts_with("ERR Error running script") || cause.starts_with('@')) {
        const auto mark = cause.find(causeMark);
        cause.remove_prefix(mark == std::string_view::npos ? 0 : mark + causeMark.size());
    }
    base::Error error = redis::errorOf(cause, {});
    error.details = std::string(text);
    return error;
}

base::Error unexpectedAnswer()
{
    return {ErrorCode::ProtocolError, "Redis answered a script of Berth with something else than "
                                      "the script gives. Is a proxy in between?"};
}

net::Task<std::vector<Reply>> ask(const Pipeline &pipeline, std::vector<redis::Command> commands)
{
    const std::size_t count = commands.size();
    auto replies = co_await pipeline(std::move(commands));
    if (!replies) {
        co_return base::fail(std::move(replies.error()));
    }
    if (replies->size() != count) {
        co_return base::fail(unexpectedAnswer());
    }
    const auto refused = std::find_if(replies->begin(), replies->end(), [](const Reply &reply) {
        return reply.kind == Reply::Kind::Error;
    });
    if (refused != replies->end()) {
        co_return base::fail(scriptError(refused->text));
    }
    co_return std::move(*replies);
}

net::Task<Reply> ask(const Pipeline &pipeline, redis::Command command)
{
    std::vector<redis::Command> one;
    one.push_back(std::move(command));
    auto replies = co_await ask(pipeline, std::move(one));
    if (!replies) {
        co_return base::fail(std::move(replies.error()));
    }
    co_return std::move(replies->front());
}

} // namespace berth::connections
