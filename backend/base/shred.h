// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>

namespace berth::base {

/// Overwrites a file and deletes it. That is what can be done, and no promise: an SSD, a file
/// system with a journal, snapshots or copies on write, and backups may keep what was in it.
/// Refuses links and whatever is no ordinary file. Blocks until it is on disk.
Status shredFile(const std::filesystem::path &path);

} // namespace berth::base
