// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/infisical_answer.h"

#include "base/secret.h"

#include <fmt/format.h>

namespace berth::secrets {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::size_t longestDetails = 1000;

void wipe(Json &json)
{
    if (json.is_string()) {
        base::wipeString(json.get_ref<std::string &>());
    }
    if (json.is_structured()) {
        for (Json &child : json) {
            wipe(child);
        }
    }
}

/// `message` is a text, or a list of issues when the status is 422.
std::string wordsOf(const Json &body)
{
    const auto message = body.find("message");
    if (message == body.end()) {
        return {};
    }
    if (!message->is_array()) {
        return base::stringOr(body, "message");
    }
    std::string words;
    for (const Json &issue : *message) {
        const std::string path =
            issue.is_object() && issue.contains("path") ? base::toText(issue["path"]) : "";
        words += (words.empty() ? "" : "; ") + path + ' ' +
                 (issue.is_object() ? base::stringOr(issue, "message") : "");
    }
    return words;
}

InfisicalFault faultOf404(const std::string &name, const std::string &words)
{
    if (name == "NotFound" && words.starts_with("Secret ")) {
        return InfisicalFault::SecretMissing;
    }
    if (words.starts_with("Project with ")) {
        return InfisicalFault::ProjectMissing;
    }
    if (words.starts_with("Folder with path") || name == "SecretPathNotFound") {
        return InfisicalFault::FolderMissing;
    }
    return words.starts_with("Route ") ? InfisicalFault::RouteMissing : InfisicalFault::NoAnswer;
}

InfisicalFault faultOf(int status, const std::string &name, const std::string &words)
{
    switch (status) {
    case 400:
        return words.find("already exists") != std::string::npos ? InfisicalFault::AlreadyExists
                                                                 : InfisicalFault::Invalid;
    case 401:
        return InfisicalFault::TokenRefused;
    case 403:
        return name == "TokenError" ? InfisicalFault::TokenRefused : InfisicalFault::NotAllowed;
    case 404:
        return faultOf404(name, words);
    case 422:
        return InfisicalFault::Invalid;
    case 429:
        return InfisicalFault::TooManyRequests;
    case 502:
    case 503:
    case 504:
        return InfisicalFault::Overloaded;
    default:
        return status >= 500 ? InfisicalFault::ServerFault : InfisicalFault::NoAnswer;
    }
}

ErrorCode codeOf(InfisicalFault fault)
{
    switch (fault) {
    case InfisicalFault::TokenRefused:
        return ErrorCode::Unauthorized;
    case InfisicalFault::NotAllowed:
        return ErrorCode::Forbidden;
    case InfisicalFault::SecretMissing:
        return ErrorCode::SecretMissing;
    case InfisicalFault::FolderMissing:
    case InfisicalFault::ProjectMissing:
        return ErrorCode::NotFound;
    case InfisicalFault::RouteMissing:
        return ErrorCode::Unsupported;
    case InfisicalFault::AlreadyExists:
        return ErrorCode::Conflict;
    case InfisicalFault::Invalid:
        return ErrorCode::InvalidArgument;
    case InfisicalFault::TooManyRequests:
    case InfisicalFault::Overloaded:
    case InfisicalFault::ServerFault:
        return ErrorCode::Unavailable;
    case InfisicalFault::NoAnswer:
        break;
    }
    return ErrorCode::ProtocolError;
}

std::string sentenceOf(InfisicalFault fault, int status, const InfisicalTarget &at)
{
    switch (fault) {
    case InfisicalFault::TokenRefused:
        return fmt::format("Infisical at {} does not accept the login of the machine identity. "
                           "Look there whether it is still allowed to log in, and from here.",
                           at.site);
    case InfisicalFault::NotAllowed:
        return fmt::format("The machine identity may not do this in the project {} of Infisical. "
                           "Add it to the project with a role that reads and writes secrets in {}.",
                           at.projectId, at.environment);
    case InfisicalFault::SecretMissing:
        return fmt::format("Infisical has no such secret in {} of {}. Enter the value again.",
                           at.folder, at.environment);
    case InfisicalFault::FolderMissing:
        return fmt::format("Infisical's project {} has no folder {} in an environment {}. Correct "
                           "the path and the environment in the settings, or make the folder.",
                           at.projectId, at.folder, at.environment);
    case InfisicalFault::ProjectMissing:
        return fmt::format("Infisical at {} knows no project with the id {}. Copy the id from the "
                           "project's settings there.",
                           at.site, at.projectId);
    case InfisicalFault::RouteMissing:
        return fmt::format("The server at {} has no version 4 of Infisical's secrets API. Update "
                           "it, or correct the address.",
                           at.site);
    case InfisicalFault::AlreadyExists:
        return "Somebody else made the same secret in Infisical just now. Try again.";
    case InfisicalFault::Invalid:
        return "Infisical does not accept this. The details hold its words.";
    case InfisicalFault::TooManyRequests:
        return fmt::format("Infisical at {} gets too many requests. Try again in a minute.",
                           at.site);
    case InfisicalFault::Overloaded:
    case InfisicalFault::ServerFault:
        return fmt::format("Infisical at {} failed with HTTP {}. Look at its log, then try again.",
                           at.site, status);
    case InfisicalFault::NoAnswer:
        break;
    }
    return fmt::format("The server at {} did not answer as Infisical does (HTTP {}). Check the "
                       "address.",
                       at.site, status);
}

} // namespace

InfisicalFailure readRefusal(int status, std::string_view body, const InfisicalTarget &target)
{
    const auto json = base::parseJson(body);
    const bool known = json && json->is_object();
    std::string words = known ? wordsOf(*json) : std::string();
    const InfisicalFault fault =
        faultOf(status, known ? base::stringOr(*json, "error") : "", words);
    words.resize(std::min(words.size(), longestDetails));
    return {fault, {codeOf(fault), sentenceOf(fault, status, target), std::move(words), {}}};
}

InfisicalAnswer::~InfisicalAnswer()
{
    wipe(m_json);
}

const Json &InfisicalAnswer::at(const char *key) const
{
    static const Json null;
    const auto found = m_json.is_object() ? m_json.find(key) : m_json.end();
    return found == m_json.end() ? null : *found;
}

} // namespace berth::secrets
