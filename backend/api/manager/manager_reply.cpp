// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_reply.h"

#include "base/clock.h"

namespace berth::api {

using base::ErrorCode;
using base::Json;

net::HttpResponse managerRefusal(int status, std::string_view error, std::string_view message)
{
    Json body = Json::object();
    body["error"] = error;
    body["code"] = status;
    body["message"] = message;
    return jsonReply(body, status);
}

net::HttpResponse invalidRequest(std::string_view message)
{
    return managerRefusal(400, "invalid_request", message);
}

net::HttpResponse managerFailure(const base::Error &error, std::string_view unnamed)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
        return invalidRequest(error.message);
    case ErrorCode::NotFound:
        return managerRefusal(404, "instance_not_found", error.message);
    case ErrorCode::Internal:
        return managerRefusal(500, unnamed, error.message);
    default:
        return managerRefusal(statusOf(error.code), base::errorCodeName(error.code), error.message);
    }
}

net::HttpResponse noSuchPath(int status, std::string_view reason)
{
    return managerRefusal(status, status == 404 ? "not_found" : "method_not_allowed", reason);
}

std::string managerTimestamp()
{
    return base::toRfc3339(base::SystemClock().now());
}

net::asio::awaitable<tl::expected<Json, net::HttpResponse>> readManagerBody(Call &call)
{
    auto json = co_await readJsonObject(call);
    if (!json) {
        const bool tooLong = json.error().code == ErrorCode::LimitReached;
        co_return tl::unexpected<net::HttpResponse>(
            tooLong ? managerRefusal(413, "request_too_large", json.error().message)
                    : invalidRequest(json.error().message));
    }
    co_return std::move(*json);
}

} // namespace berth::api
