// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/libpod_connection.h"

#include "base/bytes.h"
#include "base/json.h"
#include "podman/api_error.h"

#include <filesystem>
#include <fstream>
#include <utility>

namespace berth::podman {

using base::Error;
using base::ErrorCode;

namespace {

constexpr int firstErrorStatus = 400;
constexpr int httpInternalError = 500;
constexpr std::size_t bodyLimit = 64 * base::mebibyte;
constexpr std::size_t uploadPieceBytes = 256 * base::kibibyte;
constexpr std::chrono::minutes uploadAnswerTimeout{10}; ///< Podman unpacks before it answers

Error transportError(Error error, const std::string &task)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        break;
    case ErrorCode::Timeout:
        error.message = "Podman took too long to " + task + ". " + error.message;
        break;
    case ErrorCode::ConnectionLost:
        error.message =
            "The connection to Podman broke while it was asked to " + task + ". " + error.message;
        break;
    default:
        error.message = "Podman could not be asked to " + task + ". " + error.message;
        break;
    }
    return error;
}

} // namespace

LibpodConnection::LibpodConnection(net::asio::any_io_executor executor, net::Endpoint endpoint)
    : m_http(std::move(executor), std::move(endpoint))
{}

net::Task<net::HttpResponse>
LibpodConnection::finish(base::Result<std::unique_ptr<net::HttpStream>> opened, std::string task)
{
    if (!opened) {
        co_return base::fail(transportError(opened.error(), task));
    }
    auto body = co_await (*opened)->readAll(bodyLimit);
    if (!body) {
        co_return base::fail(transportError(body.error(), task));
    }
    net::HttpResponse response;
    response.status = (*opened)->head().status;
    response.body = std::move(*body);
    if (response.status >= firstErrorStatus) {
        co_return base::fail(apiError(response.status, response.body, task));
    }
    co_return response;
}

net::Task<net::HttpResponse> LibpodConnection::exchange(ApiRequest request,
                                                        std::chrono::milliseconds timeout)
{
    if (timeout == std::chrono::milliseconds::zero()) {
        auto opened = co_await m_http.open(std::move(request.http), timeout);
        co_return co_await finish(std::move(opened), std::move(request.task));
    }
    auto response = co_await m_http.request(std::move(request.http), timeout, bodyLimit);
    if (!response) {
        co_return base::fail(transportError(response.error(), request.task));
    }
    if (response->status >= firstErrorStatus) {
        co_return base::fail(apiError(response->status, response->body, request.task));
    }
    co_return response;
}

net::Task<net::HttpResponse> LibpodConnection::upload(ApiRequest request, std::string file,
                                                      std::string_view contentType)
{
    auto input = std::make_shared<std::ifstream>(file, std::ios::binary);
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (!*input || error) {
        co_return base::fail(ErrorCode::NotFound, "The file " + file + " cannot be read.",
                             error ? error.message() : std::string());
    }
    request.http.headers.set("Content-Type", contentType);
    request.http.headers.set("Content-Length", std::to_string(size));
    auto nextPiece = [input]() -> net::Task<std::string> {
        std::string piece(uploadPieceBytes, '\0');
        input->read(piece.data(), static_cast<std::streamsize>(piece.size()));
        piece.resize(static_cast<std::size_t>(input->gcount()));
        co_return piece;
    };
    auto opened = co_await m_http.open(std::move(request.http), nextPiece, uploadAnswerTimeout);
    co_return co_await finish(std::move(opened), std::move(request.task));
}

net::Task<> LibpodConnection::stream(ApiRequest request,
                                     std::function<base::Status(std::string_view)> onBytes)
{
    // No limit for the head: Podman sends it together with the first line of a log, whenever
    // that comes.
    auto opened = co_await m_http.open(std::move(request.http), std::chrono::milliseconds::zero());
    if (!opened) {
        co_return base::fail(transportError(opened.error(), request.task));
    }
    net::HttpStream &answer = **opened;
    if (answer.head().status >= firstErrorStatus) {
        auto body = co_await answer.readAll(bodyLimit);
        co_return base::fail(
            apiError(answer.head().status, body ? *body : std::string(), request.task));
    }
    while (true) {
        auto bytes = co_await answer.read();
        if (!bytes) {
            co_return base::fail(transportError(bytes.error(), request.task));
        }
        if (bytes->empty()) {
            co_return base::Status{};
        }
        if (auto taken = onBytes(*bytes); !taken) {
            co_return taken;
        }
    }
}

net::Task<std::unique_ptr<net::RawStream>>
LibpodConnection::hijack(ApiRequest request, std::chrono::milliseconds timeout)
{
    request.http.headers.set("Connection", "Upgrade");
    request.http.headers.set("Upgrade", "tcp");
    auto hijacked = co_await m_http.hijack(std::move(request.http), timeout);
    if (!hijacked) {
        const std::string &details = hijacked.error().details;
        const auto answer = base::parseJson(details);
        if (answer && answer->is_object() && answer->contains("response")) {
            co_return base::fail(apiError(httpInternalError, details, request.task));
        }
        co_return base::fail(transportError(hijacked.error(), request.task));
    }
    co_return std::move(*hijacked);
}

} // namespace berth::podman
