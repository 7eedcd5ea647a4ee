// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/shred.h"

#include "base/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace berth::base {

namespace {

constexpr std::size_t blockBytes = 4096;

Error failure(const std::filesystem::path &path, const std::string &what)
{
    return {ErrorCode::PermissionDenied,
            path.string() + " could not be overwritten and deleted. " + what,
            std::strerror(errno),
            {}};
}

bool overwrite(int file, off_t size)
{
    const std::array<char, blockBytes> zeros{};
    off_t at = 0;
    while (at < size) {
        const auto count =
            static_cast<std::size_t>(std::min<off_t>(size - at, static_cast<off_t>(zeros.size())));
        const ssize_t written = ::pwrite(file, zeros.data(), count, at);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        at += written;
    }
    return ::fsync(file) == 0;
}

} // namespace

Status shredFile(const std::filesystem::path &path)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat state = {};
    if (!file.isOpen() || ::fstat(file.number(), &state) != 0) {
        return fail(failure(path, "It is still there with all that is in it."));
    }
    if (!S_ISREG(state.st_mode)) {
        return fail(ErrorCode::InvalidArgument, path.string() + " is no ordinary file.");
    }
    if (!overwrite(file.number(), state.st_size)) {
        return fail(failure(path, "It is still there, with some of what was in it."));
    }
    if (::unlink(path.c_str()) != 0) {
        return fail(failure(path, "It is overwritten, but still there."));
    }
    return {};
}

} // namespace berth::base
