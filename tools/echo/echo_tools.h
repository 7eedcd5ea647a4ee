// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "echo/cancel_token.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace berth::echo {

/// What a tool may use besides its arguments.
struct CallContext
{
    std::shared_ptr<CancelToken> cancel;
    /// Tells the client how far the call is; empty when it did not ask.
    std::function<asio::awaitable<void>(double progress, double total)> progress;
};

/// How a call ended.
struct CallOutcome
{
    enum class Kind
    {
        Done,
        UnknownTool,
        Cancelled
    };

    Kind kind = Kind::Done;
    base::Json result = base::Json::object();
};

/// The tools as tools/list shows them.
base::Json describeTools();

/// Bad arguments are a result with isError, as the protocol asks since 2025-11-25, so that a
/// model can correct itself.
asio::awaitable<CallOutcome> callTool(std::string name, base::Json arguments, CallContext context);

} // namespace berth::echo
