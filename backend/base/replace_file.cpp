// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/replace_file.h"

#include "base/descriptor.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace berth::base {

namespace {

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

bool writeDraft(const std::filesystem::path &draft, std::string_view bytes, mode_t mode)
{
    ::unlink(draft.c_str());
    const Descriptor opened(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    return opened.isOpen() && ::fchmod(opened.number(), mode) == 0 &&
           writeAll(opened.number(), bytes) && ::fsync(opened.number()) == 0;
}

/// A rename is on disk when its directory is.
bool syncDirectory(const std::filesystem::path &directory)
{
    const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.isOpen() && ::fsync(opened.number()) == 0;
}

tl::unexpected<ReplaceFailure> failure(const char *step)
{
    return tl::unexpected<ReplaceFailure>(ReplaceFailure{errno, step});
}

} // namespace

tl::expected<void, ReplaceFailure> replaceFile(const std::filesystem::path &file,
                                               std::string_view bytes, mode_t mode)
{
    std::filesystem::path draft = file;
    draft += ".new";
    const bool isWritten = writeDraft(draft, bytes, mode);
    if (!isWritten || ::rename(draft.c_str(), file.c_str()) != 0) {
        const auto failed = failure(isWritten ? "replaced" : "written");
        ::unlink(draft.c_str());
        return failed;
    }
    if (!syncDirectory(file.parent_path())) {
        return failure("kept");
    }
    return {};
}

} // namespace berth::base
