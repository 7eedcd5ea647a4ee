// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace berth::secrets {

/// What a refusal means. The status alone does not say: 404 stands for a missing secret, folder,
/// environment, project or route, and 403 for an expired token as well as for a missing permission.
enum class InfisicalFault
{
    TokenRefused, ///< a new login may help, once
    NotAllowed,
    SecretMissing,
    FolderMissing, ///< or the environment
    ProjectMissing,
    RouteMissing,
    AlreadyExists,
    Invalid,
    TooManyRequests,
    Overloaded,  ///< 502, 503, 504: a moment later it may work
    ServerFault, ///< 500, also for bodies that the server cannot read; not tried again
    NoAnswer,    ///< nothing came, or nothing that makes sense
};

struct InfisicalFailure
{
    InfisicalFault fault = InfisicalFault::NoAnswer;
    base::Error error;
};

/// Where the request went, for the message.
struct InfisicalTarget
{
    std::string site;
    std::string projectId;
    std::string environment;
    std::string folder;
};

/// Reads an answer that is not 200.
InfisicalFailure readRefusal(int status, std::string_view body, const InfisicalTarget &target);

/// JSON that may hold secret values; wiped when it goes.
class InfisicalAnswer
{
public:
    InfisicalAnswer() = default;
    explicit InfisicalAnswer(base::Json json)
        : m_json(std::move(json))
    {}
    ~InfisicalAnswer();
    InfisicalAnswer(InfisicalAnswer &&) noexcept = default;
    InfisicalAnswer &operator=(InfisicalAnswer &&) noexcept = default;
    InfisicalAnswer(const InfisicalAnswer &) = delete;
    InfisicalAnswer &operator=(const InfisicalAnswer &) = delete;

    const base::Json &json() const
    {
        return m_json;
    }
    /// The member, or null.
    const base::Json &at(const char *key) const;

private:
    base::Json m_json;
};

} // namespace berth::secrets
