// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/private_file.h"

#include "base/descriptor.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace berth::secrets {

using base::Descriptor;
using base::ErrorCode;
using base::fail;
using base::Status;

namespace {

tl::unexpected<base::Error> failure(const std::filesystem::path &path, const char *doing)
{
    const int reason = errno;
    const ErrorCode code = reason == EACCES || reason == EPERM || reason == EROFS
                               ? ErrorCode::PermissionDenied
                               : ErrorCode::StorageFailed;
    return fail(code,
                "The encrypted file " + path.string() + " cannot be " + doing +
                    ". Look at the permissions and the free space of its directory.",
                std::strerror(reason));
}

bool writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// A rename is on disk when its directory is.
bool syncDirectory(const std::filesystem::path &directory)
{
    const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.isOpen() && ::fsync(opened.number()) == 0;
}

} // namespace

base::Result<std::optional<std::string>> readPrivateFile(const std::filesystem::path &path,
                                                         std::size_t limit)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen()) {
        if (errno == ENOENT) {
            return std::optional<std::string>();
        }
        return failure(path, "read");
    }
    std::string bytes;
    std::string piece(64U * 1024U, '\0');
    while (true) {
        const ssize_t got = ::read(file.number(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return failure(path, "read");
        }
        if (got == 0) {
            return std::optional<std::string>(std::move(bytes));
        }
        bytes.append(piece, 0, static_cast<std::size_t>(got));
        if (bytes.size() > limit) {
            return fail(ErrorCode::StorageDamaged, "The encrypted file " + path.string() +
                                                       " is larger than Berth ever makes one.");
        }
    }
}

Status replacePrivateFile(const std::filesystem::path &path, std::string_view bytes)
{
    // One name, so that what a crash leaves behind is overwritten by the next attempt.
    std::filesystem::path draft = path;
    draft += ".new";
    ::unlink(draft.c_str());
    {
        const Descriptor file(
            ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file.isOpen()) {
            return failure(path, "written");
        }
        if (!writeAll(file.number(), bytes) || ::fsync(file.number()) != 0) {
            const auto error = failure(path, "written");
            ::unlink(draft.c_str());
            return error;
        }
    }
    if (::rename(draft.c_str(), path.c_str()) != 0 || !syncDirectory(path.parent_path())) {
        return failure(path, "replaced");
    }
    return {};
}

} // namespace berth::secrets
