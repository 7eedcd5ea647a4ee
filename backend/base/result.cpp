// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

namespace berth::base {

std::string_view errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "invalid_argument";
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::AlreadyExists:
        return "already_exists";
    case ErrorCode::Conflict:
        return "conflict";
    case ErrorCode::LimitReached:
        return "limit_reached";
    case ErrorCode::Unauthorized:
        return "unauthorized";
    case ErrorCode::Forbidden:
        return "forbidden";
    case ErrorCode::Unavailable:
        return "unavailable";
    case ErrorCode::Timeout:
        return "timeout";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::ConnectionLost:
        return "connection_lost";
    case ErrorCode::ProtocolError:
        return "protocol_error";
    case ErrorCode::PermissionDenied:
        return "permission_denied";
    case ErrorCode::StorageDamaged:
        return "storage_damaged";
    case ErrorCode::StorageTooNew:
        return "storage_too_new";
    case ErrorCode::StorageFailed:
        return "storage_failed";
    case ErrorCode::PodmanMissing:
        return "podman_missing";
    case ErrorCode::ImageNotFound:
        return "image_not_found";
    case ErrorCode::PullFailed:
        return "pull_failed";
    case ErrorCode::ContainerExited:
        return "container_exited";
    case ErrorCode::SecretMissing:
        return "secret_missing";
    case ErrorCode::SecretStoreMissing:
        return "secret_store_missing";
    case ErrorCode::SecretStoreLocked:
        return "secret_store_locked";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::Internal:
        break;
    }
    return "internal";
}

} // namespace berth::base
