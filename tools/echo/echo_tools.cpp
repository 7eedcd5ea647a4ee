// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "echo/echo_tools.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include <unistd.h>

namespace berth::echo {

using base::Json;

namespace {

constexpr double maxSleepSeconds = 3600;

Json textResult(std::string text, bool isError = false)
{
    Json item = Json::object();
    item["type"] = "text";
    item["text"] = std::move(text);
    Json result = Json::object();
    result["content"] = Json::array();
    result["content"].push_back(std::move(item));
    result["isError"] = isError;
    return result;
}

CallOutcome done(std::string text)
{
    return {CallOutcome::Kind::Done, textResult(std::move(text))};
}

CallOutcome refused(std::string text)
{
    return {CallOutcome::Kind::Done, textResult(std::move(text), true)};
}

Json property(const char *type, const char *description)
{
    Json json = Json::object();
    json["type"] = type;
    json["description"] = description;
    return json;
}

Json describe(const char *name, const char *title, const char *description, Json properties)
{
    Json required = Json::array();
    for (const auto &entry : properties.items()) {
        required.push_back(entry.key());
    }
    Json schema = Json::object();
    schema["type"] = "object";
    schema["properties"] = std::move(properties);
    if (!required.empty()) {
        schema["required"] = std::move(required);
    }
    schema["additionalProperties"] = false;

    Json tool = Json::object();
    tool["name"] = name;
    tool["title"] = title;
    tool["description"] = description;
    tool["inputSchema"] = std::move(schema);
    return tool;
}

CallOutcome echoText(const Json &arguments)
{
    const auto text = arguments.find("text");
    if (text == arguments.end() || !text->is_string()) {
        return refused("echo needs \"text\", a string.");
    }
    return done(text->get<std::string>());
}

CallOutcome add(const Json &arguments)
{
    const auto a = arguments.find("a");
    const auto b = arguments.find("b");
    if (a == arguments.end() || b == arguments.end() || !a->is_number() || !b->is_number()) {
        return refused("add needs \"a\" and \"b\", both numbers.");
    }
    std::int64_t sum = 0;
    const bool whole =
        a->is_number_integer() && b->is_number_integer() &&
        !__builtin_add_overflow(a->get<std::int64_t>(), b->get<std::int64_t>(), &sum);
    return done(whole ? std::to_string(sum)
                      : base::toText(Json(a->get<double>() + b->get<double>())));
}

CallOutcome failOnPurpose(const Json &arguments)
{
    const auto message = arguments.find("message");
    if (message == arguments.end() || !message->is_string()) {
        return refused("fail needs \"message\", a string.");
    }
    return refused(message->get<std::string>());
}

CallOutcome environmentNames()
{
    std::vector<std::string> names;
    for (char **entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view variable(*entry);
        names.emplace_back(variable.substr(0, variable.find('=')));
    }
    std::sort(names.begin(), names.end());
    std::string text;
    for (const std::string &name : names) {
        text += text.empty() ? name : '\n' + name;
    }
    return done(std::move(text));
}

asio::awaitable<CallOutcome> sleepSeconds(Json arguments, CallContext context)
{
    using Seconds = std::chrono::duration<double>;
    const auto value = arguments.find("seconds");
    const bool valid = value != arguments.end() && value->is_number() &&
                       value->get<double>() >= 0 && value->get<double>() <= maxSleepSeconds;
    if (!valid) {
        co_return refused("sleep needs \"seconds\", a number from 0 to 3600.");
    }
    const double total = value->get<double>();
    const double step = context.progress ? std::clamp(total / 10, 0.05, 1.0) : total;
    double slept = 0;
    while (slept < total) {
        const double next = std::min(step, total - slept);
        const auto time =
            std::chrono::duration_cast<std::chrono::steady_clock::duration>(Seconds(next));
        const bool sleptOn = co_await context.cancel->sleepFor(time);
        if (!sleptOn) {
            co_return CallOutcome{CallOutcome::Kind::Cancelled, {}};
        }
        // A last sliver left over by rounding would be a step of its own.
        slept = total - slept - next < 0.001 ? total : slept + next;
        if (context.progress) {
            co_await context.progress(slept, total);
        }
    }
    co_return done("Slept " + base::toText(*value) + " s.");
}

} // namespace

Json describeTools()
{
    Json tools = Json::array();

    Json properties = Json::object();
    properties["text"] = property("string", "What to say back");
    tools.push_back(describe("echo", "Echo", "Answers with the text it was given.", properties));

    properties = Json::object();
    properties["a"] = property("number", "First summand");
    properties["b"] = property("number", "Second summand");
    tools.push_back(describe("add", "Add", "Adds two numbers.", properties));

    properties = Json::object();
    properties["seconds"] = property("number", "How long, 0 to 3600");
    properties["seconds"]["minimum"] = 0;
    properties["seconds"]["maximum"] = static_cast<int>(maxSleepSeconds);
    tools.push_back(describe("sleep", "Sleep",
                             "Waits, reports progress when asked to, and can be cancelled.",
                             properties));

    properties = Json::object();
    properties["message"] = property("string", "The error's text");
    tools.push_back(describe("fail", "Fail", "Always ends with an error.", properties));

    tools.push_back(describe("env-names", "Environment names",
                             "Names of the environment variables it runs with, never their values.",
                             Json::object()));
    return tools;
}

asio::awaitable<CallOutcome> callTool(std::string name, Json arguments, CallContext context)
{
    if (name == "sleep") {
        co_return co_await sleepSeconds(std::move(arguments), std::move(context));
    }
    if (name == "echo") {
        co_return echoText(arguments);
    }
    if (name == "add") {
        co_return add(arguments);
    }
    if (name == "fail") {
        co_return failOnPurpose(arguments);
    }
    if (name == "env-names") {
        co_return environmentNames();
    }
    co_return CallOutcome{CallOutcome::Kind::UnknownTool, {}};
}

} // namespace berth::echo
