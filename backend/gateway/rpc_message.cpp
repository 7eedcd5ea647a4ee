// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/rpc_message.h"

#include "base/json.h"

#include <algorithm>
#include <array>

namespace berth::gateway {

namespace {

tl::unexpected<RpcProblem> problem(int code, std::string message)
{
    return tl::unexpected<RpcProblem>(RpcProblem{code, std::move(message), {}});
}

bool isInteger(std::string_view text)
{
    text.remove_prefix(text.starts_with('-') ? 1 : 0);
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isId(std::string_view text)
{
    return text.starts_with('"') || isInteger(text);
}

/// A second member of such a name would let a client say one thing to Berth and another to the
/// server, since parsers differ in which one they take.
bool hasAmbiguousMember(const std::vector<JsonMember> &members)
{
    constexpr std::array<std::string_view, 6> names{"jsonrpc", "id",     "method",
                                                    "params",  "result", "error"};
    return std::any_of(names.begin(), names.end(), [&members](std::string_view name) {
        return std::count_if(members.begin(), members.end(),
                             [name](const JsonMember &member) { return member.name == name; }) > 1;
    });
}

RpcMessage locate(std::string text, const std::vector<JsonMember> &members)
{
    RpcMessage message;
    message.text = std::move(text);
    message.id = valueOf(members, "id");
    message.params = valueOf(members, "params");
    message.paramMembers = membersAt(message.text, message.params);
    message.result = valueOf(members, "result");
    message.error = valueOf(members, "error");
    const Span method = valueOf(members, "method");
    message.method = decodedString(method.in(message.text)).value_or(std::string());
    if (method.isEmpty()) {
        message.kind = RpcMessage::Kind::Response;
    } else if (!message.id.isEmpty()) {
        message.kind = RpcMessage::Kind::Request;
        const Span token = memberAt(message.text, message.param("_meta"), "progressToken");
        if (isId(token.in(message.text))) {
            message.progressToken = token;
        }
    }
    return message;
}

} // namespace

Span RpcMessage::param(std::string_view name) const
{
    return valueOf(paramMembers, name);
}

std::string RpcMessage::stringParam(std::string_view name) const
{
    return decodedString(param(name).in(text)).value_or(std::string());
}

RpcMessage withAdded(RpcMessage message, std::size_t position, std::string_view added)
{
    message.text.insert(position, added);
    const auto move = [position, &added](Span &span) {
        span.begin += span.begin >= position ? added.size() : 0;
        span.end += span.end > position ? added.size() : 0;
    };
    for (Span *span :
         {&message.id, &message.params, &message.result, &message.error, &message.progressToken}) {
        if (!span->isEmpty()) {
            move(*span);
        }
    }
    for (JsonMember &member : message.paramMembers) {
        move(member.value);
    }
    return message;
}

tl::expected<RpcMessage, RpcProblem> readClientMessage(std::string text)
{
    const auto members = findMembers(text, JsonStrings::Utf8);
    if (!members) {
        const auto first = text.find_first_not_of(" \t\r\n");
        if (first != std::string::npos && text[first] == '[') {
            return problem(rpc::invalidRequest,
                           "Batches are not served; send one message per request.");
        }
        return problem(rpc::parseError, "The body is not one JSON object in UTF-8.");
    }
    if (hasAmbiguousMember(*members)) {
        return problem(rpc::invalidRequest, "A member of the message occurs twice.");
    }
    if (valueOf(*members, "jsonrpc").in(text) != "\"2.0\"") {
        return problem(rpc::invalidRequest, "The member \"jsonrpc\" must be \"2.0\".");
    }
    RpcMessage message = locate(std::move(text), *members);
    const bool isResponse = message.kind == RpcMessage::Kind::Response;
    if (!isResponse && message.method.empty()) {
        return problem(rpc::invalidRequest, "The member \"method\" must be a string.");
    }
    if (isResponse && message.result.isEmpty() == message.error.isEmpty()) {
        return problem(rpc::invalidRequest,
                       "The message has neither a method nor one of result and error.");
    }
    const bool needsId = message.kind != RpcMessage::Kind::Notification;
    if (needsId && !isId(message.idText())) {
        return problem(rpc::invalidRequest, "The id must be a string or a whole number.");
    }
    if (!message.params.isEmpty() && message.text[message.params.begin] != '{') {
        return problem(rpc::invalidRequest, "The member \"params\" must be an object.");
    }
    return message;
}

std::optional<RpcMessage> readServerMessage(std::string text)
{
    const auto members = findMembers(text, JsonStrings::AsTheyAre);
    if (!members) {
        return std::nullopt;
    }
    RpcMessage message = locate(std::move(text), *members);
    const bool isResponse = message.kind == RpcMessage::Kind::Response;
    if (isResponse &&
        (message.id.isEmpty() || (message.result.isEmpty() && message.error.isEmpty()))) {
        return std::nullopt;
    }
    return message;
}

std::string idKey(std::string_view idText)
{
    if (idText.find('\\') == std::string_view::npos) {
        return std::string(idText);
    }
    const auto json = base::parseJson(idText);
    return json ? base::toText(*json) : std::string(idText);
}

std::string asLine(std::string text)
{
    for (const char c : {'\n', '\r'}) {
        for (auto at = text.find(c); at != std::string::npos; at = text.find(c, at + 1)) {
            text[at] = ' ';
        }
    }
    return text;
}

std::string errorReply(std::string_view idText, const RpcProblem &problem)
{
    std::string text = R"({"jsonrpc":"2.0",)";
    if (!idText.empty()) {
        text.append(R"("id":)").append(idText).append(",");
    }
    text.append(R"("error":{"code":)").append(std::to_string(problem.code));
    text.append(R"(,"message":)").append(jsonString(problem.message));
    if (!problem.data.empty()) {
        text.append(R"(,"data":)").append(problem.data);
    }
    return text.append("}}");
}

std::string resultReply(std::string_view idText, std::string_view resultText)
{
    std::string text = R"({"jsonrpc":"2.0","id":)";
    return text.append(idText).append(R"(,"result":)").append(resultText).append("}");
}

std::string notification(std::string_view method, std::string_view paramsText)
{
    std::string text = R"({"jsonrpc":"2.0","method":)" + jsonString(method);
    if (!paramsText.empty()) {
        text.append(R"(,"params":)").append(paramsText);
    }
    return text.append("}");
}

std::string jsonString(std::string_view text)
{
    const bool isPlain = std::all_of(text.begin(), text.end(), [](char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    });
    return isPlain ? std::string("\"").append(text).append("\"")
                   : base::toText(base::Json(std::string(text)));
}

} // namespace berth::gateway
