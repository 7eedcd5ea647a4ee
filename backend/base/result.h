// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace berth::base {

/// What kind of thing went wrong, for code that branches on it. A person reads Error::message.
enum class ErrorCode
{
    InvalidArgument,    ///< the input is wrong; Error::field names the place
    NotFound,           ///< the named thing does not exist
    AlreadyExists,      ///< a thing of that name or id exists
    Conflict,           ///< the thing is in a state that does not allow this
    LimitReached,       ///< a configured limit forbids one more
    Unauthorized,       ///< missing or wrong credentials
    Forbidden,          ///< known caller, not allowed
    Unavailable,        ///< the other side cannot be reached now
    Timeout,            ///< no answer within the time given
    Cancelled,          ///< the caller gave up
    ConnectionLost,     ///< the connection broke in the middle of an exchange
    ProtocolError,      ///< the other side answered something that makes no sense
    PermissionDenied,   ///< the operating system refuses access
    StorageDamaged,     ///< the database file is not readable as one
    StorageTooNew,      ///< the database was written by a newer Berth
    StorageFailed,      ///< reading or writing the database failed
    PodmanMissing,      ///< no Podman on this machine
    ImageNotFound,      ///< no such image, here or in the registry
    PullFailed,         ///< the image could not be fetched
    ContainerExited,    ///< the container ended by itself
    SecretMissing,      ///< a secret reference has no value in its store
    SecretStoreMissing, ///< there is no secret service on this machine
    SecretStoreLocked,  ///< the secret service is there but locked
    Unsupported,        ///< a real thing that this version does not do
    Internal,           ///< a defect of Berth
};

/// Stable lower-case word for a code, used in the API and in logs ("not_found").
std::string_view errorCodeName(ErrorCode code);

/// A failure as a value: what happened, to what, what to do.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    /// One or two sentences for a person, without secrets.
    std::string message;
    /// What the other side said, kept in full for "Show details". May be empty, holds no secrets.
    std::string details = {};
    /// JSON pointer (RFC 6901) of the offending field, empty when no field is to blame.
    std::string field = {};
};

template <typename T>
using Result = tl::expected<T, Error>;

using Status = Result<void>;

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string details = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(details), {}});
}

} // namespace berth::base
