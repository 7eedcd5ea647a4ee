// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "base/secret.h"
#include "engine/facade/connections.h"

#include <QFuture>
#include <QMetaType>
#include <QObject>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace berth::engine {

/// notifications/progress of a call under way.
struct ToolProgress
{
    double done = 0;
    std::optional<double> total; ///< not given: nobody knows how much there is
    std::string message;
};

/// notifications/message that came while the call was under way.
struct ToolLogLine
{
    std::string level; ///< "info", "warning" … as the server said
    std::string text;  ///< a text as it is, anything else as JSON
};

/// What the server asks the person in the middle of a call (elicitation, form mode).
struct ToolQuestion
{
    int id = 0; ///< for ToolCall::answer()
    std::string message;
    base::Json schema = base::Json::object(); ///< requestedSchema
};

/// How a call ended.
struct ToolOutcome
{
    /// The result of tools/call; its `isError` is the tool's own verdict. Nothing: see `error`.
    std::optional<base::Json> result;
    /// The call did not come to a result; Cancelled when it was given up.
    std::optional<base::Error> error;
    std::chrono::microseconds took{0};
    std::uint64_t bytes = 0; ///< of the result as compact JSON
};

/// One call under way. Lives on the GUI thread, where its signals arrive. Destroying it cancels.
class ToolCall : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Tells the server, too. finished() follows soon, with Cancelled.
    virtual void cancel() = 0;
    /// Answers a question with the values of its form; nothing: declined.
    virtual void answer(int question, std::optional<base::Json> content) = 0;

Q_SIGNALS:
    void progressed(const berth::engine::ToolProgress &progress);
    void logged(const berth::engine::ToolLogLine &line);
    void asked(const berth::engine::ToolQuestion &question);
    /// Once, as the last signal; never from within callTool().
    void finished(const berth::engine::ToolOutcome &outcome);
};

/// What may be done with the tools of an instance. Every call goes through the gateway's address,
/// as a client's would, and returns at once.
class ToolCommands
{
public:
    virtual ~ToolCommands() = default;

    /// The arguments are sent as they are, also when they do not fit the tool's schema.
    virtual std::unique_ptr<ToolCall> callTool(std::string instanceId, std::string tool,
                                               base::Json arguments) = 0;
    /// Does what a client does first: "reach" the address, shake hands ("initialize"), ask for the
    /// "tools". Each step is a result of its own, as soon as it ended; it never fails as a whole.
    /// `token`: what the client would send; empty: none.
    virtual QFuture<ConnectionTestStep> testAddress(std::string instanceId, base::Secret token) = 0;
};

} // namespace berth::engine

Q_DECLARE_METATYPE(berth::engine::ToolProgress)
Q_DECLARE_METATYPE(berth::engine::ToolLogLine)
Q_DECLARE_METATYPE(berth::engine::ToolQuestion)
Q_DECLARE_METATYPE(berth::engine::ToolOutcome)
