// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "fuzz/properties.h"
#include "gateway/json_spans.h"
#include "gateway/rpc_peek.h"
#include "gateway/stdio_frames.h"

#include <vector>

namespace berth::fuzz {

namespace {

constexpr std::size_t lineLimit = 64;
constexpr std::size_t mostBuffered = lineLimit + 2048;

struct Seen
{
    std::vector<std::string> lines;
    bool isSound = true;
    bool isBounded = true;

    bool operator==(const Seen &other) const
    {
        return lines == other.lines && isSound == other.isSound;
    }
};

Seen readInPieces(std::string_view bytes, std::size_t step)
{
    Seen seen;
    gateway::MessageLines lines(
        lineLimit, {[&seen](std::string line) { seen.lines.push_back(std::move(line)); },
                    [&seen](const gateway::OversizedLine &line) {
                        seen.lines.push_back(line.head + "..." + line.tail);
                    }});
    gateway::FrameSplitter frames(
        [&](gateway::FrameSplitter::Stream stream, std::string_view part) {
            if (stream == gateway::FrameSplitter::Stream::Output) {
                lines.feed(part);
            }
        });
    for (std::size_t at = 0; at < bytes.size() && seen.isSound; at += step) {
        seen.isSound = frames.feed(bytes.substr(at, step));
        seen.isBounded = seen.isBounded && lines.bufferedBytes() <= mostBuffered;
    }
    return seen;
}

template <typename Peek>
gateway::RpcFacts factsInPieces(Peek peek, std::string_view bytes, std::size_t step)
{
    for (std::size_t at = 0; at < bytes.size() && !peek.isDone(); at += step) {
        peek.feed(bytes.substr(at, step));
    }
    return peek.facts();
}

template <typename Peek>
bool seesTheSameInPieces(const Peek &fresh, std::string_view bytes)
{
    const auto whole = factsInPieces(fresh, bytes, bytes.size() + 1);
    return factsInPieces(fresh, bytes, 1) == whole && factsInPieces(fresh, bytes, 5) == whole;
}

} // namespace

std::string stdioFramesProperty(std::string_view bytes)
{
    const Seen whole = readInPieces(bytes, bytes.size() + 1);
    for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{17}}) {
        const Seen pieces = readInPieces(bytes, step);
        if (!(pieces == whole)) {
            return "Lines depend on how the bytes come.";
        }
        if (!pieces.isBounded) {
            return "More is kept than the limit allows.";
        }
    }
    return {};
}

std::string jsonMessageProperty(std::string_view bytes)
{
    const auto members = gateway::findMembers(bytes, gateway::JsonStrings::Utf8);
    const auto json = base::parseJson(bytes);
    if (!json || !json->is_object()) {
        return {}; // what we take beyond that is harmless: deeper nesting, lone surrogates
    }
    if (!members) {
        return "An object was not recognised.";
    }
    for (const auto &[name, value] : json->items()) {
        // Of members of one name the parser keeps the last.
        gateway::Span place;
        for (const gateway::JsonMember &member : *members) {
            place = member.name == name ? member.value : place;
        }
        const auto part = base::parseJson(place.in(bytes));
        if (!part || !(*part == value)) {
            return "A member was found at the wrong place.";
        }
    }
    return {};
}

std::string rpcPeekProperty(std::string_view bytes)
{
    constexpr std::size_t budget = 2048;
    const bool isSame = seesTheSameInPieces(gateway::JsonPeek(budget), bytes) &&
                        seesTheSameInPieces(gateway::AnswerPeek(false), bytes) &&
                        seesTheSameInPieces(gateway::AnswerPeek(true), bytes);
    if (!isSame) {
        return "What is seen of a message depends on how its bytes come.";
    }
    if (!base::parseJson(bytes)) {
        return {};
    }
    const auto seen = factsInPieces(gateway::AnswerPeek(false), bytes, bytes.size() + 1);
    gateway::AnswerPeek atOnce(false);
    atOnce.feedWhole(bytes);
    const bool findsTheFailure = atOnce.facts().hasError == seen.hasError &&
                                 atOnce.facts().errorCode == seen.errorCode &&
                                 atOnce.facts().isToolError == seen.isToolError;
    return findsTheFailure ? std::string()
                           : "A failure is not seen in an answer that came at once.";
}

} // namespace berth::fuzz
