// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_message.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace berth::podman {

/// Percent-encodes everything but RFC 3986's unreserved characters and those in `keep`.
std::string percentEncoded(std::string_view text, std::string_view keep = {});

/// One call of the libpod API: `task` completes "Podman could not …" in errors.
struct ApiRequest
{
    using Query = std::vector<std::pair<std::string, std::string>>;

    std::string task;
    net::HttpRequest http;

    static ApiRequest get(std::string task, std::string_view path, const Query &query = {});
    static ApiRequest post(std::string task, std::string_view path, const Query &query = {});
    static ApiRequest remove(std::string task, std::string_view path, const Query &query = {});

    /// Without a content type Podman takes a body for a form and throws it away.
    ApiRequest &withBody(std::string body, std::string_view contentType);
};

/// "/containers/<id><action>" with the id made safe for a path.
std::string containerPath(std::string_view id, std::string_view action = {});
std::string imagePath(std::string_view reference, std::string_view action = {});

} // namespace berth::podman
