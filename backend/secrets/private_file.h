// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace berth::secrets {

/// The content of a file of at most `limit` bytes; empty when there is none.
base::Result<std::optional<std::string>> readPrivateFile(const std::filesystem::path &path,
                                                         std::size_t limit);

/// Puts `bytes` into the place of the file, mode 0600. Whoever reads it, also after a crash or a
/// power cut, finds the old content or the new one, never a mixture. Blocks until it is on disk.
base::Status replacePrivateFile(const std::filesystem::path &path, std::string_view bytes);

} // namespace berth::secrets
