// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/private_file.h"

#include "base/bytes.h"
#include "base/descriptor.h"
#include "base/replace_file.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace berth::secrets {

using base::Descriptor;
using base::ErrorCode;
using base::fail;
using base::Status;

namespace {

tl::unexpected<base::Error> failure(const std::filesystem::path &path, const char *doing,
                                    int reason)
{
    const ErrorCode code = reason == EACCES || reason == EPERM || reason == EROFS
                               ? ErrorCode::PermissionDenied
                               : ErrorCode::StorageFailed;
    return fail(code,
                "The encrypted file " + path.string() + " cannot be " + doing +
                    ". Look at the permissions and the free space of its directory.",
                std::strerror(reason));
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
        return failure(path, "read", errno);
    }
    std::string bytes;
    std::string piece(64 * base::kibibyte, '\0');
    while (true) {
        const ssize_t got = ::read(file.number(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return failure(path, "read", errno);
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
    constexpr mode_t onlyOwner = 0600;
    const auto replaced = base::replaceFile(path, bytes, onlyOwner);
    return replaced ? Status() : failure(path, replaced.error().step, replaced.error().reason);
}

} // namespace berth::secrets
