// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/tool_calls.h"

#include <QPointer>
#include <QPromise>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace berth::test {

/// A call that goes on until the test ends it.
class FakeToolCall final : public engine::ToolCall
{
    Q_OBJECT
public:
    using ToolCall::ToolCall;

    void cancel() override
    {
        isCancelled = true;
    }
    void answer(int question, std::optional<base::Json> content) override
    {
        answers.emplace_back(question, std::move(content));
    }
    void end(base::Json result)
    {
        engine::ToolOutcome outcome;
        outcome.bytes = base::toText(result).size();
        outcome.result = std::move(result);
        outcome.took = std::chrono::milliseconds(42);
        Q_EMIT finished(outcome);
    }
    void fail(base::Error error)
    {
        engine::ToolOutcome outcome;
        outcome.error = std::move(error);
        outcome.took = std::chrono::milliseconds(42);
        Q_EMIT finished(outcome);
    }

    std::string instanceId;
    std::string tool;
    base::Json arguments;
    bool isCancelled = false;
    std::vector<std::pair<int, std::optional<base::Json>>> answers;
};

/// ToolCommands in memory, for widget tests and screenshots only.
class FakeTools final : public engine::ToolCommands
{
public:
    std::unique_ptr<engine::ToolCall> callTool(std::string instanceId, std::string tool,
                                               base::Json arguments) override
    {
        auto call = std::make_unique<FakeToolCall>();
        call->instanceId = std::move(instanceId);
        call->tool = std::move(tool);
        call->arguments = std::move(arguments);
        calls.emplace_back(call.get());
        return call;
    }
    QFuture<engine::ConnectionTestStep> testAddress(std::string instanceId,
                                                    base::Secret token) override
    {
        testedId = std::move(instanceId);
        testedToken = std::move(token);
        test = std::make_shared<QPromise<engine::ConnectionTestStep>>();
        test->start();
        return test->future();
    }

    std::vector<QPointer<FakeToolCall>> calls;
    std::string testedId;
    base::Secret testedToken;
    std::shared_ptr<QPromise<engine::ConnectionTestStep>> test; ///< of the latest testAddress()
};

} // namespace berth::test
