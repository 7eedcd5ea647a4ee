// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/reply.h"

#include <algorithm>

namespace berth::api {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::string_view specPointer = "/json_spec";

std::string unescaped(std::string segment)
{
    for (const auto &[from, to] : {std::pair("~1", '/'), std::pair("~0", '~')}) {
        for (auto at = segment.find(from); at != std::string::npos;
             at = segment.find(from, at + 1)) {
            segment.replace(at, 2, 1, to);
        }
    }
    return segment;
}

/// "/json_spec/volumes/0" as ["body", "json_spec", "volumes", 0].
Json locationOf(std::string_view pointer)
{
    Json location = Json::array({"body"});
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const auto end = std::min(pointer.find('/'), pointer.size());
        const std::string segment = unescaped(std::string(pointer.substr(0, end)));
        const bool index = !segment.empty() && segment.size() < 10 &&
                           segment.find_first_not_of("0123456789") == std::string::npos;
        location.push_back(index ? Json(std::stoi(segment)) : Json(segment));
        pointer.remove_prefix(end);
    }
    return location;
}

Json describe(const model::Violation &violation)
{
    Json item = Json::object();
    item["type"] = violation.found.empty() ? "missing" : "value_error";
    item["loc"] = locationOf(violation.pointer);
    item["msg"] = violation.message;
    // `found` is already short and without secrets; the raw input would be neither.
    item["input"] = violation.found.empty() ? Json(nullptr) : Json(violation.found);
    return item;
}

} // namespace

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Unsupported:
        return 400;
    case ErrorCode::Unauthorized:
        return 401;
    case ErrorCode::Forbidden:
    case ErrorCode::PermissionDenied:
        return 403;
    case ErrorCode::NotFound:
    case ErrorCode::ImageNotFound:
        return 404;
    case ErrorCode::AlreadyExists:
    case ErrorCode::Conflict:
    case ErrorCode::LimitReached:
    case ErrorCode::ContainerExited:
        return 409;
    case ErrorCode::ConnectionLost:
    case ErrorCode::ProtocolError:
    case ErrorCode::PullFailed:
        return 502;
    case ErrorCode::Unavailable:
    case ErrorCode::Cancelled:
    case ErrorCode::PodmanMissing:
    case ErrorCode::SecretMissing:
    case ErrorCode::SecretStoreMissing:
    case ErrorCode::SecretStoreLocked:
        return 503;
    case ErrorCode::Timeout:
        return 504;
    default:
        return 500;
    }
}

net::HttpResponse jsonReply(const Json &body, int status)
{
    net::HttpResponse response;
    response.status = status;
    response.headers.set("Content-Type", "application/json");
    response.body = base::toText(body);
    return response;
}

net::HttpResponse successReply(std::string_view message)
{
    Json body = Json::object();
    body["status"] = "success";
    if (!message.empty()) {
        body["message"] = message;
    }
    return jsonReply(body);
}

net::HttpResponse failureReply(int status, std::string_view detail)
{
    Json body = Json::object();
    body["detail"] = detail;
    return jsonReply(body, status);
}

net::HttpResponse errorReply(const base::Error &error)
{
    Json body = Json::object();
    body["detail"] = error.message;
    body["code"] = base::errorCodeName(error.code);
    if (!error.field.empty()) {
        body["field"] = error.field;
    }
    if (!error.details.empty()) {
        body["details"] = error.details;
    }
    return jsonReply(body, statusOf(error.code));
}

net::HttpResponse violationReply(const model::Violations &violations)
{
    Json items = Json::array();
    std::string text;
    bool specOnly = true;
    for (const model::Violation &violation : violations) {
        items.push_back(describe(violation));
        text += (text.empty() ? "" : "; ") + violation.message;
        specOnly = specOnly && violation.pointer.rfind(specPointer, 0) == 0;
    }
    Json body = Json::object();
    if (!specOnly) {
        body["detail"] = std::move(items);
        return jsonReply(body, 422);
    }
    body["detail"] = "Validation failed: " + text;
    body["code"] = base::errorCodeName(ErrorCode::InvalidArgument);
    body["errors"] = std::move(items);
    return jsonReply(body, 400);
}

net::HttpResponse invalidReply(std::string_view where, std::string_view name,
                               std::string_view message)
{
    Json item = Json::object();
    item["type"] = "value_error";
    item["loc"] = name.empty() ? Json::array({where}) : Json::array({where, name});
    item["msg"] = message;
    item["input"] = nullptr;
    Json body = Json::object();
    body["detail"] = Json::array({std::move(item)});
    return jsonReply(body, 422);
}

} // namespace berth::api
