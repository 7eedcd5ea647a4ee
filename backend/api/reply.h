// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "model/validation.h"
#include "net/http_message.h"

#include <string>
#include <string_view>

// Answers in the shapes that AgentArea's clients know (contract section 1.1): a failure is
// {"detail": "…"}, a malformed body 422 with {"detail": [{type, loc, msg, input}]}.
namespace berth::api {

net::HttpResponse jsonReply(const base::Json &body, int status = 200);
/// The HTTP status for an error of the engine.
int statusOf(base::ErrorCode code);
/// {"status": "success"}, with `message` when it is not empty.
net::HttpResponse successReply(std::string_view message = {});
net::HttpResponse failureReply(int status, std::string_view detail);
/// An error of the engine. `code` and `details` come along for clients that look for them.
net::HttpResponse errorReply(const base::Error &error);

/// What is wrong with a body: 422 when its own shape is, 400 when it is the json_spec inside.
net::HttpResponse violationReply(const model::Violations &violations);
/// One thing wrong with a parameter ("path", "query") or the body.
net::HttpResponse invalidReply(std::string_view where, std::string_view name,
                               std::string_view message);

} // namespace berth::api
