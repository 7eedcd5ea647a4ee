// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/infisical_session.h"

#include "base/bytes.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace berth::secrets {

namespace asio = net::asio;

using base::ErrorCode;
using base::Json;
using base::Secret;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::size_t mostAnswerBytes = 32 * base::mebibyte;
constexpr const char *loginTarget = "/api/v1/auth/universal-auth/login";
constexpr const char *renewTarget = "/api/v1/auth/token/renew";

tl::unexpected<InfisicalFailure> failure(InfisicalFailure value)
{
    return tl::unexpected<InfisicalFailure>(std::move(value));
}

std::string prefixOf(const net::Url &site)
{
    std::string prefix = site.target.substr(0, site.target.find('?'));
    while (!prefix.empty() && prefix.back() == '/') {
        prefix.pop_back();
    }
    return prefix;
}

net::HttpClient::Options clientOptions(const InfisicalOptions &options)
{
    net::HttpClient::Options client;
    client.extraCaFile = options.caFile;
    client.proxy = options.proxy;
    return client;
}

std::optional<seconds> retryAfter(const net::Headers &headers)
{
    const auto text = headers.get("Retry-After");
    int value = 0;
    if (!text ||
        std::from_chars(text->data(), text->data() + text->size(), value).ec != std::errc() ||
        value < 0) {
        return std::nullopt;
    }
    return seconds(value);
}

asio::awaitable<bool> pauseFor(milliseconds time)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    const auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return !error;
}

/// Whether doing it once more does no harm when the first time did happen.
bool isRepeatable(const InfisicalSession::Call &call)
{
    return call.method == "GET";
}

} // namespace

InfisicalSession::InfisicalSession(asio::any_io_executor executor, net::Url site,
                                   InfisicalOptions options, CredentialSource credentials, Now now)
    : m_options(std::move(options))
    , m_prefix(prefixOf(site))
    , m_http(executor, site.endpoint, clientOptions(m_options))
    , m_credentials(std::move(credentials))
    , m_now(std::move(now))
    , m_obtained(executor, Clock::time_point::max())
{}

InfisicalSession::Answer InfisicalSession::call(Call call)
{
    auto first = co_await token({});
    if (!first) {
        co_return failure(std::move(first.error()));
    }
    auto answer = co_await send(call, *first);
    if (answer || answer.error().fault != InfisicalFault::TokenRefused) {
        co_return answer;
    }
    auto second = co_await token(std::move(*first));
    if (!second) {
        co_return failure(std::move(second.error()));
    }
    co_return co_await send(std::move(call), std::move(*second));
}

InfisicalSession::Answer InfisicalSession::send(Call call, Secret token)
{
    for (int attempt = 1;; ++attempt) {
        net::HttpRequest request;
        request.method = call.method;
        request.target = m_prefix + call.target;
        request.body = call.body;
        request.headers.set("Accept", "application/json");
        request.headers.set("User-Agent", "Berth");
        if (!call.body.empty()) {
            request.headers.set("Content-Type", "application/json");
        }
        if (!token.empty()) {
            request.headers.set("Authorization", "Bearer " + token.expose());
        }
        auto response =
            co_await m_http.request(std::move(request), m_options.timeout, mostAnswerBytes);
        InfisicalFailure problem;
        net::Headers headers;
        if (!response) {
            problem = explained(std::move(response.error()));
        } else if (response->status == 200) {
            auto json = base::parseJson(response->body);
            base::wipeString(response->body);
            if (json && json->is_object()) {
                co_return InfisicalAnswer(std::move(*json));
            }
            problem = readRefusal(200, {}, describe(call));
        } else {
            problem = readRefusal(response->status, response->body, describe(call));
            headers = std::move(response->headers);
        }
        const auto pause = pauseAfter(problem, call, attempt, headers);
        if (!pause) {
            co_return failure(std::move(problem));
        }
        const bool waited = co_await pauseFor(*pause);
        if (!waited) {
            co_return failure({InfisicalFault::NoAnswer,
                               {ErrorCode::Cancelled, "Infisical was not waited for."}});
        }
    }
}

std::optional<milliseconds> InfisicalSession::pauseAfter(const InfisicalFailure &problem,
                                                         const Call &call, int attempt,
                                                         const net::Headers &headers) const
{
    const bool notActedUpon = problem.fault == InfisicalFault::TooManyRequests;
    const bool temporary = problem.fault == InfisicalFault::Overloaded ||
                           problem.error.code == ErrorCode::ConnectionLost;
    if (attempt >= m_options.attempts || (!notActedUpon && !(temporary && isRepeatable(call)))) {
        return std::nullopt;
    }
    milliseconds pause = m_options.firstPause * (1 << (attempt - 1));
    if (const auto asked = retryAfter(headers)) {
        pause = *asked;
    }
    return pause > m_options.longestPause ? std::nullopt : std::optional<milliseconds>(pause);
}

bool InfisicalSession::isAlive() const
{
    // The server counts whole seconds, so a token may end almost one second early.
    return !m_token.empty() && m_now() + seconds(1) < m_expires;
}

InfisicalSession::Token InfisicalSession::token(Secret refused)
{
    while (m_obtaining) {
        co_await m_obtained.async_wait(asio::as_tuple(asio::use_awaitable));
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) {
            co_return failure({InfisicalFault::NoAnswer,
                               {ErrorCode::Cancelled, "Infisical was not waited for."}});
        }
    }
    if (!refused.empty() && m_token == refused) {
        m_token = Secret();
    }
    if (isAlive() && m_now() < m_renewFrom) {
        co_return m_token;
    }
    /// Lets the others go on, also when this coroutine is destroyed.
    struct Turn
    {
        InfisicalSession &session;
        explicit Turn(InfisicalSession &owner)
            : session(owner)
        {
            session.m_obtaining = true;
        }
        ~Turn()
        {
            session.m_obtaining = false;
            session.m_obtained.cancel();
        }
        Turn(const Turn &) = delete;
        Turn &operator=(const Turn &) = delete;
    };
    const Turn turn(*this);
    co_return co_await obtain();
}

InfisicalSession::Token InfisicalSession::obtain()
{
    if (isAlive()) {
        Call renew{"POST", renewTarget, base::toText(Json{{"accessToken", m_token.expose()}}), {}};
        auto renewed = co_await send(std::move(renew), {});
        if (renewed) {
            co_return keep(*renewed);
        }
        if (renewed.error().fault != InfisicalFault::TokenRefused && isAlive()) {
            co_return m_token; // it is good for a moment still
        }
    }
    if (m_refusal && m_now() < m_refusedAt + m_options.refusalPause) {
        co_return failure(*m_refusal);
    }
    co_return co_await login();
}

InfisicalSession::Token InfisicalSession::login()
{
    auto credentials = co_await m_credentials();
    if (!credentials) {
        co_return failure({InfisicalFault::NoAnswer, std::move(credentials.error())});
    }
    Call call{"POST",
              loginTarget,
              base::toText(Json{{"clientId", credentials->clientId.expose()},
                                {"clientSecret", credentials->clientSecret.expose()}}),
              {}};
    auto answer = co_await send(std::move(call), {});
    if (answer) {
        m_refusal.reset();
        co_return keep(*answer);
    }
    InfisicalFailure problem = std::move(answer.error());
    if (problem.fault == InfisicalFault::TokenRefused || problem.fault == InfisicalFault::Invalid) {
        problem.error.code = ErrorCode::Unauthorized;
        problem.error.message = fmt::format(
            "Infisical at {} refused the login of the machine identity. Berth does not try again "
            "for {} minutes, because wrong logins lock the identity. Enter its client id and "
            "secret again.",
            m_options.site,
            std::chrono::ceil<std::chrono::minutes>(m_options.refusalPause).count());
        m_refusal = problem;
        m_refusedAt = m_now();
    }
    co_return failure(std::move(problem));
}

tl::expected<Secret, InfisicalFailure> InfisicalSession::keep(const InfisicalAnswer &answer)
{
    const Json &lifetime = answer.at("expiresIn");
    Secret token(base::stringOr(answer.json(), "accessToken"));
    const bool visible = std::all_of(token.expose().begin(), token.expose().end(),
                                     [](char c) { return c > ' ' && c < '\x7f'; });
    if (token.empty() || !visible || !lifetime.is_number()) {
        return failure(readRefusal(200, {}, describe({})));
    }
    // Bounded, so that a strange number does not overflow the clock.
    const seconds life(
        static_cast<std::int64_t>(std::clamp(lifetime.get<double>(), 0.0, 90.0 * 24 * 60 * 60)));
    m_token = std::move(token);
    m_expires = m_now() + life;
    m_renewFrom = m_expires - std::clamp<Clock::duration>(life / 5, seconds(1), seconds(60));
    return m_token;
}

InfisicalTarget InfisicalSession::describe(const Call &call) const
{
    return {m_options.site, m_options.projectId, m_options.environment, call.folder};
}

InfisicalFailure InfisicalSession::explained(base::Error error) const
{
    if (error.code == ErrorCode::ConnectionLost) {
        error.message = fmt::format("The connection to Infisical at {} broke before its answer was "
                                    "complete. Try again.",
                                    m_options.site);
    } else if (error.code == ErrorCode::ProtocolError) {
        error.message = fmt::format("The server at {} did not answer as Infisical does. Check the "
                                    "address.",
                                    m_options.site);
    } else if (error.code != ErrorCode::Cancelled) {
        error.message =
            fmt::format("Infisical at {} cannot be reached. {}", m_options.site, error.message);
    }
    return {InfisicalFault::NoAnswer, std::move(error)};
}

} // namespace berth::secrets
