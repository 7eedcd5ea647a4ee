// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/api_client.h"

#include "base/bytes.h"

#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

namespace berth::cli {

using base::ErrorCode;
using base::Json;

namespace {

// A start waits for nothing but the database and the keychain, which may ask for a password.
constexpr std::chrono::minutes patience{2};
constexpr std::size_t maxBodyBytes = 64 * base::mebibyte;

net::HttpRequest makeRequest(const char *method, const std::string &path)
{
    net::HttpRequest request;
    request.method = method;
    request.target = path;
    return request;
}

/// What a failure's {"detail": …} says, as sentences.
std::string detailOf(const Json &body)
{
    const auto detail = body.find("detail");
    if (detail == body.end()) {
        return "Berth refused the request.";
    }
    if (!detail->is_array()) {
        return base::stringOr(body, "detail", "Berth refused the request.");
    }
    std::string text;
    for (const Json &item : *detail) {
        std::string place;
        for (const Json &part : item.value("loc", Json::array())) {
            place += (place.empty() ? "" : ".") +
                     (part.is_string() ? part.get<std::string>() : base::toText(part));
        }
        text += (text.empty() ? "" : "\n") + base::stringOr(item, "msg") + " (" + place + ")";
    }
    return text;
}

base::Error failureOf(int status, const base::Result<Json> &body)
{
    const bool known = body && body->is_object();
    const ErrorCode code = status == 404 ? ErrorCode::NotFound : ErrorCode::InvalidArgument;
    return {code,
            known ? detailOf(*body) : "Berth answered HTTP " + std::to_string(status) + ".",
            known ? base::stringOr(*body, "details") : std::string(),
            {}};
}

} // namespace

ApiClient::ApiClient(std::filesystem::path socket)
    : m_socket(std::move(socket))
    , m_http(m_context.get_executor(), net::Endpoint::unixSocket(m_socket.string()))
{}

template <typename T>
T ApiClient::run(net::asio::awaitable<T> work)
{
    std::optional<T> result;
    std::exception_ptr failure;
    net::asio::co_spawn(m_context, std::move(work), [&](std::exception_ptr error, T value) {
        failure = std::move(error);
        result.emplace(std::move(value));
    });
    m_context.restart();
    while (!result && m_context.run_one() != 0) {
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    return std::move(*result);
}

base::Result<Json> ApiClient::get(const std::string &path)
{
    return call(makeRequest("GET", path));
}

base::Result<Json> ApiClient::post(const std::string &path, const Json &body)
{
    net::HttpRequest request = makeRequest("POST", path);
    request.headers.set("Content-Type", "application/json");
    request.body = base::toText(body);
    return call(std::move(request));
}

base::Result<Json> ApiClient::put(const std::string &path, const Json &body)
{
    net::HttpRequest request = makeRequest("PUT", path);
    request.headers.set("Content-Type", "application/json");
    request.body = base::toText(body);
    return call(std::move(request));
}

base::Result<Json> ApiClient::remove(const std::string &path)
{
    return call(makeRequest("DELETE", path));
}

base::Result<Json> ApiClient::call(net::HttpRequest request)
{
    auto response = run(m_http.request(std::move(request), patience, maxBodyBytes));
    if (!response) {
        return base::fail(explained(std::move(response.error())));
    }
    auto body = base::parseJson(response->body);
    if (response->status != 200) {
        return base::fail(failureOf(response->status, body));
    }
    if (!body) {
        return base::fail(ErrorCode::ProtocolError, "What listens on " + m_socket.string() +
                                                        " did not answer as Berth does.");
    }
    return body;
}

base::Status ApiClient::stream(const std::string &path,
                               const std::function<void(const std::string &)> &onBytes)
{
    auto follow = [](net::HttpClient &http, net::HttpRequest request,
                     const std::function<void(const std::string &)> &handOver) -> net::Task<> {
        auto stream = co_await http.open(std::move(request), patience);
        if (!stream) {
            co_return base::fail(std::move(stream.error()));
        }
        const int status = (*stream)->head().status;
        if (status != 200) {
            const auto body = co_await (*stream)->readAll(maxBodyBytes);
            co_return base::fail(failureOf(status, base::parseJson(body ? *body : "")));
        }
        while (true) {
            const auto bytes = co_await (*stream)->read();
            if (!bytes) {
                co_return base::fail(bytes.error());
            }
            if (bytes->empty()) {
                co_return base::Status{};
            }
            handOver(*bytes);
        }
    };
    auto done = run(follow(m_http, makeRequest("GET", path), onBytes));
    return done ? done : base::fail(explained(std::move(done.error())));
}

base::Error ApiClient::explained(base::Error error) const
{
    if (error.code == ErrorCode::Unavailable) {
        error.message = "Berth is not running (nothing listens on " + m_socket.string() +
                        "). Start it with \"berth\" or, without a window, \"berth --headless\".";
    }
    return error;
}

bool isNotRunning(const base::Error &error)
{
    return error.code == ErrorCode::Unavailable;
}

} // namespace berth::cli
