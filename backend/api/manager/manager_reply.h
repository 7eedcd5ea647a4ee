// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/reply.h"
#include "api/router.h"

// Answers in the shapes of AgentArea's Go manager (contract section 3): a failure is
// {"error": "<code>", "code": <HTTP status>, "message": "…"}.
namespace berth::api {

net::HttpResponse managerRefusal(int status, std::string_view error, std::string_view message);
/// 400 "invalid_request"
net::HttpResponse invalidRequest(std::string_view message);
/// An error of the engine; `unnamed` is the code for those that the contract has no word for.
net::HttpResponse managerFailure(const base::Error &error, std::string_view unnamed);
/// What the router says when there is no such path or method.
net::HttpResponse noSuchPath(int status, std::string_view reason);

/// Now, as the contract's objects tell it.
std::string managerTimestamp();

/// The body as JSON object, or the answer to one that is none.
net::asio::awaitable<tl::expected<base::Json, net::HttpResponse>> readManagerBody(Call &call);

} // namespace berth::api
