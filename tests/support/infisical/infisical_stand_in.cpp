// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/infisical/infisical_stand_in.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <stdexcept>

namespace berth::test {

namespace asio = net::asio;

using base::Json;
using base::stringOr;

namespace {

constexpr const char *environment = "dev";
constexpr const char *blanks = " \t\r\n\v\f";

Json failureBody(int status, const Json &message, const std::string &name)
{
    return {
        {"reqId", "req-StandIn"}, {"statusCode", status}, {"message", message}, {"error", name}};
}

std::string decoded(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            plain += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

/// Blanks at both ends go; one line feed at the end stays.
std::string trimmed(const std::string &value)
{
    const std::size_t first = value.find_first_not_of(blanks);
    if (first == std::string::npos) {
        return {};
    }
    const std::size_t last = value.find_last_not_of(blanks);
    return value.substr(first, last - first + 1) + (value.ends_with('\n') ? "\n" : "");
}

std::string normalised(std::string path)
{
    while (path.size() > 1 && path.back() == '/') {
        path.pop_back();
    }
    return path.starts_with('/') ? path : '/' + path;
}

} // namespace

struct InfisicalStandIn::Query
{
    std::string method;
    std::string path;
    std::map<std::string, std::string> parameters;
    std::string token;
    Json body;

    /// Of the body for a change, of the address for a read.
    std::string value(const std::string &key) const
    {
        if (body.is_object()) {
            return stringOr(body, key);
        }
        const auto found = parameters.find(key);
        return found == parameters.end() ? "" : found->second;
    }
};

InfisicalStandIn::InfisicalStandIn(asio::any_io_executor executor)
    : m_server(std::move(executor),
               [this](net::ServerExchange &exchange) { return serve(exchange); })
{
    const auto port = m_server.listenTcp("127.0.0.1", 0);
    if (!port) {
        throw std::runtime_error(port.error().message);
    }
    m_port = *port;
}

InfisicalStandIn::~InfisicalStandIn()
{
    m_server.stop();
}

std::string InfisicalStandIn::url() const
{
    return "http://127.0.0.1:" + std::to_string(m_port);
}

void InfisicalStandIn::setLifetimes(std::chrono::seconds life, std::chrono::seconds most)
{
    m_life = life;
    m_mostLife = most;
}

void InfisicalStandIn::setMayWrite(bool may)
{
    m_mayWrite = may;
}

void InfisicalStandIn::setMember(bool isMember)
{
    m_member = isMember;
}

void InfisicalStandIn::setHidesValues(bool hides)
{
    m_hides = hides;
}

void InfisicalStandIn::setNeedsApproval(bool needs)
{
    m_approval = needs;
}

void InfisicalStandIn::revokeTokens()
{
    for (const auto &[token, life] : m_tokens) {
        m_revoked.insert(token);
    }
}

void InfisicalStandIn::put(const std::string &folder, const std::string &name,
                           const std::string &value)
{
    m_folders[folder][name] = value;
}

const std::map<std::string, std::string> *InfisicalStandIn::folder(const std::string &path) const
{
    const auto found = m_folders.find(path);
    return found == m_folders.end() ? nullptr : &found->second;
}

void InfisicalStandIn::cause(Trouble trouble, int times)
{
    m_troubles.insert(m_troubles.end(), static_cast<std::size_t>(times), trouble);
}

void InfisicalStandIn::fallSilent()
{
    m_silent = true;
}

int InfisicalStandIn::count(const std::string &request) const
{
    return static_cast<int>(std::count(m_requests.begin(), m_requests.end(), request));
}

int InfisicalStandIn::logins() const
{
    return count("POST /api/v1/auth/universal-auth/login");
}

asio::awaitable<void> InfisicalStandIn::makeTrouble(net::ServerExchange &exchange, Trouble trouble)
{
    if (trouble.status != 0) {
        net::HttpResponse response{trouble.status, trouble.headers, trouble.body};
        (void)co_await exchange.respond(std::move(response));
        co_return;
    }
    net::HttpResponseHead head;
    head.headers.set("Content-Length", "1000");
    (void)co_await exchange.start(std::move(head), trouble.body);
    // Ends without the rest of the body, which breaks the connection off.
}

asio::awaitable<void> InfisicalStandIn::serve(net::ServerExchange &exchange)
{
    Query query;
    query.method = exchange.method();
    const std::string target = exchange.target();
    const std::size_t mark = target.find('?');
    query.path = decoded(target.substr(0, mark));
    m_requests.push_back(query.method + ' ' + query.path);
    auto body = co_await exchange.readBody(std::size_t{2} * 1024 * 1024);
    if (m_silent) {
        (void)co_await exchange.waitForClose();
        co_return;
    }
    if (!m_troubles.empty()) {
        Trouble trouble = std::move(m_troubles.front());
        m_troubles.pop_front();
        co_await makeTrouble(exchange, std::move(trouble));
        co_return;
    }
    std::string rest = mark == std::string::npos ? "" : target.substr(mark + 1);
    while (!rest.empty()) {
        const std::string pair = rest.substr(0, rest.find('&'));
        rest.erase(0, pair.size() + 1);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        query.parameters[pair.substr(0, equals)] =
            decoded(pair.substr(std::min(equals + 1, pair.size())));
    }
    query.token = std::string(exchange.headers().get("Authorization").value_or(""));
    bool readable = body && body->size() <= std::size_t{1024} * 1024;
    if (readable && !body->empty()) {
        auto json = base::parseJson(*body);
        readable = json.has_value();
        query.body = readable ? std::move(*json) : Json();
    }
    Reply reply{500, failureBody(500, "Something went wrong", "InternalServerError")};
    if (readable) {
        reply = answer(query);
    }
    net::HttpResponse response{
        reply.status, {{"Content-Type", "application/json"}}, base::toText(reply.body)};
    (void)co_await exchange.respond(std::move(response));
}

InfisicalStandIn::Reply InfisicalStandIn::answer(const Query &query)
{
    if (query.path == "/api/v1/auth/universal-auth/login") {
        return login(query.body);
    }
    if (query.path == "/api/v1/auth/token/renew") {
        return renew(query.body);
    }
    if (auto refused = refuseToken(query)) {
        return *refused;
    }
    if (query.path == "/api/v2/folders" && query.method == "POST") {
        return makeFolder(query);
    }
    if (query.path == "/api/v4/secrets" || query.path.starts_with("/api/v4/secrets/")) {
        return secrets(query);
    }
    return {404, Json{{"message", "Route " + query.method + ':' + query.path + " not found"},
                      {"error", "Not Found"},
                      {"statusCode", 404}}};
}

InfisicalStandIn::Reply InfisicalStandIn::login(const Json &body)
{
    if (!body.is_object() || !body.contains("clientId") || !body.contains("clientSecret")) {
        const Json issues = Json::array({{{"path", {"clientSecret"}}, {"message", "Required"}}});
        return {422, failureBody(422, issues, "ValidationFailure")};
    }
    if (m_now < m_lockedUntil) {
        return {401, failureBody(401,
                                 "This identity auth method is temporarily locked, please try "
                                 "again later",
                                 "UnauthorizedError")};
    }
    if (stringOr(body, "clientId") != clientId || stringOr(body, "clientSecret") != clientSecret) {
        if (++m_wrongLogins >= 3) {
            m_lockedUntil = m_now + std::chrono::seconds(300);
            m_wrongLogins = 0;
        }
        return {401, failureBody(401, "Invalid credentials", "UnauthorizedError")};
    }
    return {200, issueToken({m_now + m_life, m_now + m_mostLife})};
}

Json InfisicalStandIn::issueToken(Token token)
{
    token.expires = std::min(token.expires, token.last);
    const std::string text = "stand-in-token-" + std::to_string(++m_issued);
    m_tokens[text] = token;
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(token.expires - m_now);
    return {{"accessToken", text},
            {"expiresIn", left.count()},
            {"accessTokenMaxTTL", m_mostLife.count()},
            {"tokenType", "Bearer"}};
}

InfisicalStandIn::Reply InfisicalStandIn::renew(const Json &body)
{
    const std::string text = stringOr(body, "accessToken");
    const auto token = m_tokens.find(text);
    if (m_revoked.count(text) > 0) {
        return {401, failureBody(401, "Cannot renew: token has been revoked", "UnauthorizedError")};
    }
    if (token == m_tokens.end() || m_now >= token->second.expires) {
        return {403,
                failureBody(403, "Your token has expired. Please re-authenticate.", "TokenError")};
    }
    return {200, issueToken({m_now + m_life, token->second.last})};
}

std::optional<InfisicalStandIn::Reply> InfisicalStandIn::refuseToken(const Query &query) const
{
    constexpr std::string_view bearer = "Bearer ";
    if (!query.token.starts_with(bearer)) {
        return Reply{401, failureBody(401, "Token missing", "UnauthorizedError")};
    }
    const std::string text = query.token.substr(bearer.size());
    const auto token = m_tokens.find(text);
    if (token == m_tokens.end()) {
        return Reply{403, failureBody(403, "invalid signature", "TokenError")};
    }
    if (m_revoked.count(text) > 0) {
        return Reply{401, failureBody(401, "Failed to authorize: token has been revoked",
                                      "UnauthorizedError")};
    }
    if (m_now >= token->second.expires) {
        return Reply{
            403, failureBody(403, "Your token has expired. Please re-authenticate.", "TokenError")};
    }
    return std::nullopt;
}

InfisicalStandIn::Reply InfisicalStandIn::secrets(const Query &query)
{
    const std::string project = query.value("projectId");
    if (project.empty()) {
        const Json issues = Json::array({{{"path", {"projectId"}}, {"message", "Required"}}});
        return {422, failureBody(422, issues, "ValidationFailure")};
    }
    if (query.value("environment").empty()) {
        return {400, failureBody(400, "Missing environment", "BadRequest")};
    }
    if (project != projectId) {
        return {404, failureBody(404,
                                 "Project with ID '" + project +
                                     "' not found during bot "
                                     "lookup. Are you sure you are using the correct project ID?",
                                 "NotFound")};
    }
    if (!m_member) {
        return {403, failureBody(403, "You are not a member of this project with ID " + project,
                                 "ProjectMembershipNotFound")};
    }
    if (query.method != "GET" && !m_mayWrite) {
        return {403,
                failureBody(403, "You are not allowed to create on secrets", "PermissionDenied")};
    }
    const std::string path = normalised(query.value("secretPath"));
    if (query.value("environment") != environment || m_folders.count(path) == 0) {
        return {404, failureBody(404,
                                 "Folder with path '" + path + "' in environment with slug '" +
                                     query.value("environment") + "' not found",
                                 query.method == "GET" ? "GetSecretByName" : "CreateSecret")};
    }
    if (query.path == "/api/v4/secrets") {
        return list(path, query.value("recursive") == "true",
                    query.value("viewSecretValue") != "false");
    }
    const std::string name = query.path.substr(std::string_view("/api/v4/secrets/").size());
    return withSecret(query, path, name);
}

InfisicalStandIn::Reply InfisicalStandIn::withSecret(const Query &query, const std::string &path,
                                                     const std::string &name)
{
    if (name.size() > 100) {
        return {404, Json{{"message", "Route " + query.method + ':' + query.path + " not found"},
                          {"error", "Not Found"},
                          {"statusCode", 404}}};
    }
    auto &folder = m_folders.at(path);
    const auto found = folder.find(name);
    if (query.method == "POST" && found != folder.end()) {
        return {400, failureBody(400, "Secret already exists", "BadRequest")};
    }
    if (query.method != "POST" && found == folder.end()) {
        return {404, failureBody(404, "Secret with name '" + name + "' not found", "NotFound")};
    }
    if (query.method == "GET") {
        std::string value = found->second;
        if (query.value("expandSecretReferences") != "false") {
            // The default; good enough to notice a client that does not switch it off.
            const std::size_t from = value.find("${");
            const std::size_t to = value.find('}', from);
            value = to == std::string::npos ? value : value.erase(from, to - from + 1);
        }
        return {200, Json{{"secret", secretJson(path, name, value, !m_hides)}}};
    }
    if (m_approval) {
        return {200, Json{{"approval", {{"id", "a1"}, {"status", "open"}}}}};
    }
    if (query.method == "DELETE") {
        const Json gone = secretJson(path, name, found->second, true);
        folder.erase(found);
        return {200, Json{{"secret", gone}}};
    }
    folder[name] = trimmed(query.value("secretValue"));
    return {200, Json{{"secret", secretJson(path, name, folder[name], true)}}};
}

Json InfisicalStandIn::secretJson(const std::string &path, const std::string &name,
                                  const std::string &value, bool withValue) const
{
    return {{"id", path + name},
            {"workspace", projectId},
            {"environment", environment},
            {"version", 1},
            {"type", "shared"},
            {"secretKey", name},
            {"secretValue", withValue ? value : "<hidden-by-infisical>"},
            {"secretValueHidden", !withValue},
            {"secretPath", path}};
}

InfisicalStandIn::Reply InfisicalStandIn::list(const std::string &path, bool recursive,
                                               bool withValues) const
{
    Json all = Json::array();
    for (const auto &[folder, secrets] : m_folders) {
        const std::string below = path == "/" ? path : path + '/';
        if (folder != path && !(recursive && folder.starts_with(below))) {
            continue;
        }
        for (const auto &[name, value] : secrets) {
            all.push_back(secretJson(folder, name, value, withValues && !m_hides));
        }
    }
    return {200, Json{{"secrets", all}, {"imports", Json::array()}}};
}

InfisicalStandIn::Reply InfisicalStandIn::makeFolder(const Query &query)
{
    const std::string parent = normalised(query.value("path"));
    const std::string path = (parent == "/" ? "" : parent) + '/' + query.value("name");
    if (query.value("environment") != environment) {
        return {404, failureBody(404, "Environment not found", "CreateFolder")};
    }
    if (m_folders.count(path) > 0) {
        return {400, failureBody(400,
                                 "Folder with name '" + query.value("name") +
                                     "' already exists in path '" + parent + "'",
                                 "BadRequest")};
    }
    for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        m_folders[path.substr(0, slash)];
        if (slash == std::string::npos) {
            break;
        }
    }
    return {200, Json{{"folder", {{"id", path}, {"name", query.value("name")}}}}};
}

} // namespace berth::test
