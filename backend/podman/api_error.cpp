// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/api_error.h"

#include "base/json.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace berth::podman {

namespace {

using base::Error;
using base::ErrorCode;

/// Podman answers most failures with 500, so its words are the only way to tell them apart.
struct Phrase
{
    std::string_view text; ///< lower case
    ErrorCode code;
    std::string_view advice;
};

constexpr std::array apiPhrases = {
    Phrase{"no such container", ErrorCode::NotFound, "The container does not exist any more."},
    Phrase{"no such image", ErrorCode::ImageNotFound, "Pull or load the image first."},
    Phrase{"image not known", ErrorCode::ImageNotFound, "Pull or load the image first."},
    Phrase{"failed to find image", ErrorCode::ImageNotFound, "Pull or load the image first."},
    Phrase{"no such secret", ErrorCode::NotFound, "A secret of the container is gone."},
    Phrase{"image is in use", ErrorCode::Conflict, "Remove the containers that use it first."},
    Phrase{"already in use by", ErrorCode::AlreadyExists, "A container of that name exists."},
    Phrase{"name is already in use", ErrorCode::AlreadyExists, "Something of that name exists."},
    Phrase{"name in use", ErrorCode::AlreadyExists, "Something of that name exists."},
    Phrase{"container state improper", ErrorCode::Conflict,
           "The container is in a state that does not allow it."},
    Phrase{"address already in use", ErrorCode::Conflict, "A port it needs is taken."},
    Phrase{"network not found", ErrorCode::NotFound, "The network does not exist."},
    Phrase{"unable to find network", ErrorCode::NotFound, "The network does not exist."},
    Phrase{"executable file not found", ErrorCode::InvalidArgument,
           "The image has no such command. Check the command of the server."},
    Phrase{"exec format error", ErrorCode::InvalidArgument,
           "The image is made for another kind of processor."},
    Phrase{"statfs", ErrorCode::InvalidArgument, "A folder to mount does not exist."},
    Phrase{"no command or entrypoint", ErrorCode::InvalidArgument,
           "The image names no command, so the server must name one."},
    Phrase{"rootless mode without cgroups v2", ErrorCode::Unsupported,
           "Rootless Podman needs control groups version 2 for it."},
    Phrase{"operation not permitted", ErrorCode::PermissionDenied,
           "The operating system refuses it. The details name the operation."},
    Phrase{"permission denied", ErrorCode::PermissionDenied,
           "The operating system refuses it. The details name the file or operation."},
    Phrase{"no space left on device", ErrorCode::LimitReached,
           "The disk is full. Free some space."},
};

constexpr std::array pullPhrases = {
    Phrase{"unauthorized", ErrorCode::Unauthorized,
           "The registry wants a login: run \"podman login\" for it."},
    Phrase{"authentication required", ErrorCode::Unauthorized,
           "The registry wants a login: run \"podman login\" for it."},
    Phrase{"access to the resource is denied", ErrorCode::Unauthorized,
           "There is no such image, or it needs a login: run \"podman login\" for its registry."},
    Phrase{"invalid username/password", ErrorCode::Unauthorized,
           "The registry refused the login: run \"podman login\" again."},
    Phrase{"manifest unknown", ErrorCode::ImageNotFound,
           "The registry has no such image or tag. Check the name."},
    Phrase{"name unknown", ErrorCode::ImageNotFound,
           "The registry has no such image. Check the name."},
    Phrase{"short-name", ErrorCode::ImageNotFound,
           "Write the name with its registry, for example docker.io/library/redis."},
    Phrase{"no image found in manifest list", ErrorCode::ImageNotFound,
           "The image does not exist for this machine's processor."},
    Phrase{"invalid image name", ErrorCode::InvalidArgument, "That is no image name."},
    Phrase{"invalid reference format", ErrorCode::InvalidArgument, "That is no image name."},
    Phrase{"no space left on device", ErrorCode::LimitReached,
           "The disk is full. Free some space."},
    Phrase{"no such host", ErrorCode::PullFailed,
           "The registry's address is unknown. Check the name and the network connection."},
    Phrase{"connection refused", ErrorCode::PullFailed,
           "The registry does not answer. Check the name and the network connection."},
    Phrase{"http response to https client", ErrorCode::PullFailed,
           "The registry speaks plain HTTP, which Berth accepts on this machine only."},
};

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

template <std::size_t size>
const Phrase *findPhrase(const std::array<Phrase, size> &phrases, std::string_view text)
{
    const std::string words = lowered(text);
    const auto found = std::find_if(phrases.begin(), phrases.end(), [&words](const Phrase &phrase) {
        return words.find(phrase.text) != std::string::npos;
    });
    return found == phrases.end() ? nullptr : &*found;
}

ErrorCode codeForStatus(int status)
{
    switch (status) {
    case 400:
        return ErrorCode::InvalidArgument;
    case 401:
        return ErrorCode::Unauthorized;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 503:
        return ErrorCode::Unavailable;
    default:
        // A plain 500 is Podman or its OCI runtime failing at the task: trying again may help.
        return ErrorCode::Conflict;
    }
}

/// {"cause", "message", "response"} has the cause at the end of the message as a rule.
std::string wordsOf(std::string_view body)
{
    const auto json = base::parseJson(body);
    if (!json || !json->is_object()) {
        return std::string(body);
    }
    std::string message = base::stringOr(*json, "message");
    const std::string cause = base::stringOr(*json, "cause");
    if (message.find(cause) == std::string::npos) {
        message += message.empty() ? cause : " (" + cause + ")";
    }
    return message.empty() ? std::string(body) : message;
}

} // namespace

Error apiError(int status, std::string_view body, std::string_view task)
{
    Error error;
    error.details = wordsOf(body);
    error.message = "Podman could not " + std::string(task) + ". ";
    if (const Phrase *phrase = findPhrase(apiPhrases, error.details)) {
        error.code = phrase->code;
        error.message += phrase->advice;
    } else {
        error.code = codeForStatus(status);
        error.message += "The details say why.";
    }
    return error;
}

Error pullError(std::string_view text, std::string_view reference)
{
    Error error;
    error.code = ErrorCode::PullFailed;
    error.details = std::string(text);
    error.message = "The image \"" + std::string(reference) + "\" could not be pulled. ";
    if (const Phrase *phrase = findPhrase(pullPhrases, text)) {
        error.code = phrase->code;
        error.message += phrase->advice;
    } else {
        error.message += "The details say why.";
    }
    return error;
}

} // namespace berth::podman
