// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "net/http_client.h"
#include "secrets/infisical_answer.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace berth::secrets {

/// Which Infisical, and what of it.
struct InfisicalOptions
{
    std::string site; ///< "https://app.infisical.com"
    std::string projectId;
    std::string environment = "dev";
    std::string path = "/";
    std::string nameTemplate;        ///< empty: AgentArea's names
    std::string caFile;              ///< PEM, trusted in addition to the system's authorities
    std::optional<net::Proxy> proxy; ///< none: the one of the system's settings

    std::chrono::milliseconds timeout{15000};
    int attempts = 3;                          ///< of a request that may be repeated
    std::chrono::milliseconds firstPause{500}; ///< before the second attempt; then twice as long
    std::chrono::milliseconds longestPause{10000};
    /// No login for so long after a refused one: three wrong logins lock the identity.
    std::chrono::seconds refusalPause{300};

    bool operator==(const InfisicalOptions &) const = default;
};

/// A machine identity with Universal Auth.
struct InfisicalCredentials
{
    base::Secret clientId;
    base::Secret clientSecret;
};

/// Requests to one Infisical with a token that is got, renewed and replaced as needed. Confined to
/// one executor.
class InfisicalSession
{
public:
    using Clock = std::chrono::steady_clock;
    using CredentialSource = std::function<net::Task<InfisicalCredentials>()>;
    using Now = std::function<Clock::time_point()>;
    using Answer = net::asio::awaitable<tl::expected<InfisicalAnswer, InfisicalFailure>>;

    struct Call
    {
        std::string method = "GET";
        std::string target; ///< below the site
        std::string body;   ///< JSON, may be empty
        std::string folder; ///< for messages
    };

    InfisicalSession(net::asio::any_io_executor executor, net::Url site, InfisicalOptions options,
                     CredentialSource credentials, Now now);

    /// The answer to a call that was accepted. What a moment may mend is tried again, and one new
    /// login is made when the token is refused.
    Answer call(Call call);

private:
    using Token = net::asio::awaitable<tl::expected<base::Secret, InfisicalFailure>>;

    /// A token other than `refused`. Callers that come meanwhile wait for the same login.
    Token token(base::Secret refused);
    Token obtain();
    Token login();
    Answer send(Call call, base::Secret token);
    /// How long to wait before the same call again; nothing when it must not be repeated.
    std::optional<std::chrono::milliseconds> pauseAfter(const InfisicalFailure &failure,
                                                        const Call &call, int attempt,
                                                        const net::Headers &headers) const;
    tl::expected<base::Secret, InfisicalFailure> keep(const InfisicalAnswer &answer);
    bool isAlive() const;
    InfisicalTarget describe(const Call &call) const;
    InfisicalFailure explained(base::Error error) const;

    InfisicalOptions m_options;
    std::string m_prefix; ///< path of the site
    net::HttpClient m_http;
    CredentialSource m_credentials;
    Now m_now;
    base::Secret m_token;
    Clock::time_point m_expires{};
    Clock::time_point m_renewFrom{};
    std::optional<InfisicalFailure> m_refusal; ///< of the last login
    Clock::time_point m_refusedAt{};
    bool m_obtaining = false;
    net::asio::steady_timer m_obtained; ///< never expires; cancelled to wake who waits
};

} // namespace berth::secrets
