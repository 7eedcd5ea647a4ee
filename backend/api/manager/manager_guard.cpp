// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_guard.h"

#include "api/manager/manager_reply.h"

#include <QByteArray>

namespace berth::api {

namespace {

/// What follows the scheme of an Authorization header.
std::optional<std::string_view> credentialsOf(std::string_view header, std::string_view scheme)
{
    if (header.size() <= scheme.size() || header[scheme.size()] != ' ' ||
        !net::sameHeaderName(header.substr(0, scheme.size()), scheme)) {
        return std::nullopt;
    }
    header.remove_prefix(scheme.size());
    const auto begin = header.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view() : header.substr(begin);
}

/// The password of "user:password" in Base64.
std::string passwordOf(std::string_view basic)
{
    const QByteArray text =
        QByteArray::fromBase64(QByteArray(basic.data(), static_cast<qsizetype>(basic.size())));
    const auto colon = text.indexOf(':');
    return colon < 0 ? std::string() : text.mid(colon + 1).toStdString();
}

} // namespace

ManagerGuard::ManagerGuard(const net::ListenAddress &bound, std::optional<base::Secret> token)
    : m_callers(bound.host, bound.port)
    , m_onLoopback(bound.isLoopback())
    , m_token(std::move(token))
{}

std::optional<net::HttpResponse> ManagerGuard::refusal(const net::Headers &headers) const
{
    // From outside this machine is under names that Berth cannot know; there the token decides.
    const auto host = headers.get("Host");
    if (!host || (m_onLoopback && !m_callers.isOurHost(*host))) {
        return managerRefusal(403, "forbidden",
                              "This address is for programs on this computer; the request was made "
                              "for another host name.");
    }
    if (!isFromOurPage(headers)) {
        return managerRefusal(403, "forbidden", "Web pages may not use this address.");
    }
    if (m_token && !knowsToken(headers)) {
        net::HttpResponse response = managerRefusal(
            401, "unauthorized",
            "The token of the manager API is missing or wrong. Send it as Authorization: Bearer "
            "TOKEN, or as the password in the URL: http://berth:TOKEN@HOST:PORT.");
        // Basic is taken but not offered: a browser would ask a person, and then send it for pages.
        response.headers.set("WWW-Authenticate", "Bearer realm=\"berth manager\"");
        return response;
    }
    return std::nullopt;
}

/// Programs send no Origin; a page that does must be one that came from here.
bool ManagerGuard::isFromOurPage(const net::Headers &headers) const
{
    const std::string ours = "http://" + std::string(headers.get("Host").value_or(""));
    for (const auto &[name, value] : headers.fields()) {
        if (net::sameHeaderName(name, "Origin") && value != ours) {
            return false;
        }
    }
    return true;
}

bool ManagerGuard::knowsToken(const net::Headers &headers) const
{
    const auto header = headers.get("Authorization");
    if (!header) {
        return false;
    }
    if (const auto bearer = credentialsOf(*header, "Bearer")) {
        return base::sameSecret(*bearer, m_token->expose());
    }
    // HTTP clients make this out of http://user:password@host, and AgentArea knows only the URL.
    if (const auto basic = credentialsOf(*header, "Basic")) {
        return base::sameSecret(passwordOf(*basic), m_token->expose());
    }
    return false;
}

} // namespace berth::api
