// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <filesystem>
#include <string_view>

#include <sys/types.h>

namespace berth::base {

struct ReplaceFailure
{
    int reason = 0;        ///< of errno
    const char *step = ""; ///< completes "cannot be …": "written", "replaced" or "kept"
};

/// Gives `file` these bytes in one step: whoever reads it sees the old ones or the new ones, also
/// after a crash or a power cut. Its mode becomes `mode`. Links are not followed. Until then the
/// bytes are in FILE.new, which is always the same, so that a crash leaves one at most. Blocks.
tl::expected<void, ReplaceFailure> replaceFile(const std::filesystem::path &file,
                                               std::string_view bytes, mode_t mode);

} // namespace berth::base
