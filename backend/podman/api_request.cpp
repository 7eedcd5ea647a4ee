// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/api_request.h"

namespace berth::podman {

namespace {

/// Podman 4.0 is the oldest version that speaks this, 5 still does.
constexpr std::string_view apiBase = "/v4.0.0/libpod";

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

ApiRequest makeRequest(std::string_view method, std::string task, std::string_view path,
                       const ApiRequest::Query &query)
{
    ApiRequest request;
    request.task = std::move(task);
    request.http.method = method;
    request.http.target = apiBase;
    request.http.target += path;
    char separator = '?';
    for (const auto &[key, value] : query) {
        request.http.target += separator;
        request.http.target += key + '=' + percentEncoded(value);
        separator = '&';
    }
    return request;
}

} // namespace

std::string percentEncoded(std::string_view text, std::string_view keep)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        if (isUnreserved(c) || keep.find(c) != std::string_view::npos) {
            result += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        result += '%';
        result += digits[byte >> 4U];
        result += digits[byte & 0xFU];
    }
    return result;
}

ApiRequest ApiRequest::get(std::string task, std::string_view path, const Query &query)
{
    return makeRequest("GET", std::move(task), path, query);
}

ApiRequest ApiRequest::post(std::string task, std::string_view path, const Query &query)
{
    return makeRequest("POST", std::move(task), path, query);
}

ApiRequest ApiRequest::remove(std::string task, std::string_view path, const Query &query)
{
    return makeRequest("DELETE", std::move(task), path, query);
}

ApiRequest &ApiRequest::withBody(std::string body, std::string_view contentType)
{
    http.body = std::move(body);
    http.headers.set("Content-Type", contentType);
    return *this;
}

std::string containerPath(std::string_view id, std::string_view action)
{
    return "/containers/" + percentEncoded(id) + std::string(action);
}

std::string imagePath(std::string_view reference, std::string_view action)
{
    return "/images/" + percentEncoded(reference, "/:@") + std::string(action);
}

} // namespace berth::podman
