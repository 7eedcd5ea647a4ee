// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/platform_client.h"

#include "base/bytes.h"

#include <QByteArrayList>
#include <QCryptographicHash>

#include <algorithm>
#include <string_view>
#include <utility>

namespace berth::connections {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::size_t mostBodyBytes = 16 * base::mebibyte;
constexpr std::size_t mostDetailBytes = 1000;
constexpr int scopeDigits = 16;
constexpr const char *instancesPath = "/mcp-server-instances/";
/// What AgentArea says of an instance that it has not (contract section 1.3). FastAPI's own words
/// for a path that is none are "Not Found".
constexpr const char *noSuchInstance = "MCP Server Instance not found";

/// Ids come from outside, over Redis; they become part of a path.
bool isPlainId(std::string_view id)
{
    return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX"
                                               "YZ0123456789-_") == std::string_view::npos;
}

void replaceAll(std::string &text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

std::optional<std::string> textOf(const Json &object, const char *key)
{
    const auto member = object.find(key);
    const bool isText = member != object.end() && member->is_string();
    return isText ? std::optional(member->get<std::string>()) : std::nullopt;
}

std::optional<PlatformInstance> readInstance(const Json &json)
{
    if (!json.is_object()) {
        return std::nullopt;
    }
    PlatformInstance instance;
    instance.id = base::stringOr(json, "id");
    const auto spec = json.find("json_spec");
    if (instance.id.empty() || spec == json.end() || !spec->is_object()) {
        return std::nullopt;
    }
    instance.spec = *spec;
    instance.name = base::stringOr(json, "name");
    instance.description = base::stringOr(json, "description");
    instance.serverSpecId = textOf(json, "server_spec_id");
    instance.status = base::stringOr(json, "status");
    return instance;
}

/// The claim `workspace_id` of a JWT, whose middle part is base64url of a JSON object.
std::string workspaceIn(const std::string &token)
{
    const QByteArrayList parts = QByteArray::fromStdString(token).split('.');
    if (parts.size() != 3) {
        return {};
    }
    const auto claims = base::parseJson(
        QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding).toStdString());
    return claims && claims->is_object() ? base::stringOr(*claims, "workspace_id") : std::string();
}

std::string scopeOf(const std::string &token)
{
    const std::string workspace = workspaceIn(token);
    if (!workspace.empty() || token.empty()) {
        return "workspace:" + workspace;
    }
    const auto digest =
        QCryptographicHash::hash(QByteArray::fromStdString(token), QCryptographicHash::Sha256);
    return "token:" + digest.toHex().left(scopeDigits).toStdString();
}

/// FastAPI's {"detail": "…"}, empty when the body is something else.
std::string detailOf(const std::string &body)
{
    const auto json = base::parseJson(body);
    return json && json->is_object() ? base::stringOr(*json, "detail") : std::string();
}

} // namespace

base::Result<std::unique_ptr<PlatformClient>>
PlatformClient::make(net::asio::any_io_executor executor, const std::string &url,
                     const std::string &caFile, base::Secret token,
                     std::chrono::milliseconds timeout)
{
    auto parsed = net::parseUrl(url);
    if (!parsed) {
        return base::fail(std::move(parsed.error()));
    }
    if (parsed->target.find('?') != std::string::npos) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The platform's URL has a query (?…). It ends with /v1.");
    }
    while (parsed->target.ends_with('/')) {
        parsed->target.pop_back();
    }
    const bool fitsHeader = std::all_of(token.expose().begin(), token.expose().end(),
                                        [](char c) { return c > ' ' && c < '\x7f'; });
    if (!fitsHeader) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The platform's token has spaces, line ends or characters that no token "
                          "has. Copy it once more.");
    }
    net::HttpClient::Options options;
    options.extraCaFile = caFile;
    auto http = std::make_unique<net::HttpClient>(std::move(executor), parsed->endpoint, options);
    return std::unique_ptr<PlatformClient>(
        new PlatformClient(std::move(http), std::move(parsed->target), std::move(token), timeout));
}

PlatformClient::PlatformClient(std::unique_ptr<net::HttpClient> http, std::string basePath,
                               base::Secret token, std::chrono::milliseconds timeout)
    : m_http(std::move(http))
    , m_basePath(std::move(basePath))
    , m_token(std::move(token))
    , m_scope(scopeOf(m_token.expose()))
    , m_timeout(timeout)
{}

std::string PlatformClient::where() const
{
    return "The platform at " + m_http->endpoint().hostHeader() + " ";
}

net::Task<net::HttpResponse> PlatformClient::get(std::string path)
{
    net::HttpRequest request;
    request.target = m_basePath + path;
    request.headers.set("Accept", "application/json");
    request.headers.set("User-Agent", "Berth");
    if (!m_token.empty()) {
        request.headers.set("Authorization", "Bearer " + m_token.expose());
    }
    auto response = co_await m_http->request(std::move(request), m_timeout, mostBodyBytes);
    if (response) {
        co_return response;
    }
    base::Error error = std::move(response.error());
    if (error.code == ErrorCode::LimitReached) {
        error.code = ErrorCode::ProtocolError;
    } else if (error.code == ErrorCode::ConnectionLost) {
        error = {ErrorCode::Unavailable,
                 where() + "broke off its answer. Berth asks again; look into the platform's log "
                           "if that goes on.",
                 error.message};
    } else if (error.code == ErrorCode::Timeout) {
        error = {ErrorCode::Timeout,
                 where() + "does not answer in time. Check that it runs and that nothing in "
                           "between holds the request.",
                 error.message};
    }
    co_return base::fail(std::move(error));
}

std::string PlatformClient::wordsOf(const net::HttpResponse &response) const
{
    std::string words = detailOf(response.body);
    if (words.empty()) {
        words = response.body;
    }
    if (!m_token.empty()) { // a proxy's error page may show what was sent
        replaceAll(words, m_token.expose(), base::secretMask);
    }
    if (words.size() > mostDetailBytes) {
        words.resize(mostDetailBytes);
    }
    return std::to_string(response.status) + ": " + words;
}

base::Error PlatformClient::refusal(const net::HttpResponse &response) const
{
    const int status = response.status;
    ErrorCode code = ErrorCode::ProtocolError;
    std::string message;
    if (status == 401) {
        code = ErrorCode::Unauthorized;
        message = m_token.empty() ? "wants a token, and none was given. Enter one."
                                  : "does not accept the token. Enter a new one, with the claims "
                                    "sub and workspace_id.";
    } else if (status == 403) {
        code = ErrorCode::Forbidden;
        message = "does not allow this token to list instances. Ask for access to the workspace.";
    } else if (status == 404) {
        code = ErrorCode::NotFound;
        message = "has no AgentArea API under " + m_basePath +
                  ". Check the URL; it goes up to and including /v1.";
    } else if (status == 429) {
        code = ErrorCode::Unavailable;
        message = "got too many requests. Berth asks again later.";
    } else if (status >= 500) {
        code = ErrorCode::Unavailable;
        message = "has a problem of its own (status " + std::to_string(status) +
                  "). Look into its log; Berth asks again.";
    } else if (status >= 300 && status < 400) {
        message = "sends Berth to another address (status " + std::to_string(status) +
                  "). Enter that one as its URL.";
    } else {
        message = "refused the request (status " + std::to_string(status) +
                  "). Check the URL; it goes up to and including /v1.";
    }
    return {code, where() + message, wordsOf(response)};
}

base::Result<Json> PlatformClient::read(const net::HttpResponse &response) const
{
    if (response.status != 200) {
        return base::fail(refusal(response));
    }
    auto json = base::parseJson(response.body);
    if (!json) {
        return base::fail(ErrorCode::ProtocolError,
                          where() + "answered something that is no JSON. Check the URL; it goes up "
                                    "to and including /v1.",
                          json.error().message);
    }
    return json;
}

net::Task<std::vector<PlatformInstance>> PlatformClient::instances()
{
    auto response = co_await get(instancesPath);
    if (!response) {
        co_return base::fail(std::move(response.error()));
    }
    const auto json = read(*response);
    if (!json) {
        co_return base::fail(json.error());
    }
    if (!json->is_array()) {
        co_return base::fail(ErrorCode::ProtocolError,
                             where() + "answered something else than a list of instances. Check "
                                       "the URL; it goes up to and including /v1.");
    }
    std::vector<PlatformInstance> instances;
    for (const Json &entry : *json) {
        if (auto instance = readInstance(entry)) {
            instances.push_back(std::move(*instance));
        }
    }
    co_return instances;
}

net::Task<std::optional<PlatformInstance>> PlatformClient::instance(std::string id)
{
    if (!isPlainId(id)) {
        co_return base::fail(ErrorCode::InvalidArgument,
                             "An instance of the platform has an id that can be none.");
    }
    auto response = co_await get(instancesPath + id);
    if (!response) {
        co_return base::fail(std::move(response.error()));
    }
    if (response->status == 404 && detailOf(response->body) == noSuchInstance) {
        co_return std::optional<PlatformInstance>();
    }
    const auto json = read(*response);
    if (!json) {
        co_return base::fail(json.error());
    }
    auto instance = readInstance(*json);
    if (!instance) {
        co_return base::fail(ErrorCode::ProtocolError,
                             where() + "answered something else than an instance.");
    }
    co_return instance;
}

} // namespace berth::connections
