// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "traefik/file_provider.h"

#include "base/bytes.h"
#include "base/descriptor.h"
#include "base/replace_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace berth::traefik {

using base::Descriptor;
using base::ErrorCode;
using base::Status;

namespace {

constexpr std::string_view mark = "# This file belongs to Berth ";
constexpr std::size_t longestHead = 256;
/// Traefik runs as another user, and there is nothing secret in it.
constexpr mode_t fileMode = 0644;

tl::unexpected<base::Error> failure(const std::filesystem::path &file, const std::string &doing,
                                    int reason)
{
    const bool isForbidden = reason == EACCES || reason == EPERM || reason == EROFS;
    return base::fail(isForbidden ? ErrorCode::PermissionDenied : ErrorCode::Unavailable,
                      "Traefik's file " + file.string() + " cannot be " + doing + ": " +
                          std::strerror(reason) + '.');
}

tl::unexpected<base::Error> noOrdinaryFile(const std::filesystem::path &file)
{
    return base::fail(ErrorCode::Conflict,
                      file.string() + " is no ordinary file. Name another one for Traefik.");
}

/// The first `most` bytes, or all when there are fewer. False when reading failed, with errno.
bool readStart(int descriptor, std::size_t most, std::string &bytes)
{
    constexpr std::size_t pieceSize = 64 * base::kibibyte;
    std::string piece(pieceSize, '\0');
    while (bytes.size() < most) {
        const ssize_t got =
            ::read(descriptor, piece.data(), std::min(pieceSize, most - bytes.size()));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0;
        }
        bytes.append(piece, 0, static_cast<std::size_t>(got));
    }
    return true;
}

/// How the file begins, nothing when there is none. Links are not followed: a rename would replace
/// them.
base::Result<std::optional<std::string>> startOf(const std::filesystem::path &file,
                                                 std::size_t most)
{
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!opened.isOpen() && errno == ENOENT) {
        return std::optional<std::string>();
    }
    if (!opened.isOpen() && errno == ELOOP) {
        return noOrdinaryFile(file);
    }
    if (!opened.isOpen()) {
        return failure(file, "read", errno);
    }
    struct stat status = {};
    if (::fstat(opened.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return noOrdinaryFile(file);
    }
    std::string text;
    if (!readStart(opened.number(), most, text)) {
        return failure(file, "read", errno);
    }
    return std::optional<std::string>(std::move(text));
}

/// Whose a file is, by its first line; nothing when it is no Berth's.
std::optional<std::string> ownerIn(std::string_view text)
{
    text = text.substr(0, longestHead);
    if (!text.starts_with(mark)) {
        return std::nullopt;
    }
    text.remove_prefix(mark.size());
    return std::string(text.substr(0, text.find_first_of(";\n")));
}

Status replace(const std::filesystem::path &file, std::string_view text)
{
    const auto replaced = base::replaceFile(file, text, fileMode);
    return replaced ? Status() : failure(file, replaced.error().step, replaced.error().reason);
}

Status checkOwner(const std::filesystem::path &file, const std::string &text,
                  const std::string &owner)
{
    const auto theirs = ownerIn(text);
    if (text.empty() || theirs == owner) {
        return {};
    }
    return base::fail(ErrorCode::Conflict,
                      "The file " + file.string() +
                          (theirs ? " belongs to another Berth" : " was not made by Berth") +
                          " and is left as it is. Name another file for Traefik, or move this one "
                          "away.");
}

} // namespace

std::string fileText(const std::string &owner, const base::Json &document)
{
    std::string text(mark);
    text += owner + "; it is written anew with every change.\n"
                    "# Put entries of your own into another file.\n";
    std::string json = base::toPrettyText(document);
    // Traefik takes the file for a Go template. In JSON this stands in strings only.
    for (auto at = json.find("{{"); at != std::string::npos; at = json.find("{{", at)) {
        json.replace(at + 1, 1, "\\u007b");
    }
    return text + json + '\n';
}

Status writeFile(const std::filesystem::path &file, const std::string &owner,
                 const base::Json &document)
{
    std::error_code ignored;
    if (!std::filesystem::is_directory(file.parent_path(), ignored)) {
        return base::fail(ErrorCode::NotFound, "There is no directory " +
                                                   file.parent_path().string() +
                                                   ". Make it, and let Traefik watch it.");
    }
    const std::string text = fileText(owner, document);
    // One byte more shows that the file goes on; how far, in a file of somebody else, is no matter.
    const auto there = startOf(file, std::max(longestHead, text.size() + 1));
    if (!there) {
        return base::fail(there.error());
    }
    if (there->has_value()) {
        if (Status ours = checkOwner(file, **there, owner); !ours) {
            return ours;
        }
    }
    return *there == text ? Status() : replace(file, text);
}

Status clearFile(const std::filesystem::path &file, const std::string &owner)
{
    const auto there = startOf(file, longestHead);
    if (!there) {
        return there.error().code == ErrorCode::Conflict ? Status() : base::fail(there.error());
    }
    if (!there->has_value() || ownerIn(**there) != owner) {
        return {};
    }
    return writeFile(file, owner, base::Json::object());
}

} // namespace berth::traefik
