// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/retry_policy.h"

#include <algorithm>

namespace berth::engine {

namespace {

using base::ErrorCode;

constexpr int maxAttempts = 5;
constexpr std::chrono::milliseconds firstPause{1000};
constexpr std::chrono::milliseconds longestPause{60000};

bool needsAPerson(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::NotFound:
    case ErrorCode::Unauthorized:
    case ErrorCode::Forbidden:
    case ErrorCode::PermissionDenied:
    case ErrorCode::ImageNotFound:
    case ErrorCode::SecretMissing:
    case ErrorCode::SecretStoreMissing:
    case ErrorCode::SecretStoreLocked:
    case ErrorCode::Unsupported:
    case ErrorCode::LimitReached:
        return true;
    default:
        return false;
    }
}

bool comesBackByItself(ErrorCode code)
{
    return code == ErrorCode::Unavailable || code == ErrorCode::ConnectionLost ||
           code == ErrorCode::PodmanMissing;
}

} // namespace

std::optional<std::chrono::milliseconds> RetryPolicy::afterFailure(ErrorCode code)
{
    if (needsAPerson(code)) {
        return std::nullopt;
    }
    const int attempt = std::min(m_attempts++, 6);
    if (attempt + 1 >= maxAttempts && !comesBackByItself(code)) {
        m_attempts = 0;
        return std::nullopt;
    }
    return std::min(firstPause * (1 << attempt), longestPause);
}

} // namespace berth::engine
