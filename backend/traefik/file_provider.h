// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/result.h"

#include <filesystem>
#include <string>

namespace berth::traefik {

/// The document as a file of Traefik's file provider: JSON, which is YAML, under comments that say
/// whose it is.
std::string fileText(const std::string &owner, const base::Json &document);

/// Puts the document into the place of `file`, whole or not at all, and leaves the file alone when
/// it says that already. Only a file of the same owner is replaced, or an empty one; everything
/// else is Conflict. No more is read of it than is written. Blocks until it is on disk.
base::Status writeFile(const std::filesystem::path &file, const std::string &owner,
                       const base::Json &document);

/// Takes everything out of a file of the owner. It stays, empty: a Traefik that was told its name
/// would go on with what it read last when the file vanished. What is not the owner's is left
/// alone.
base::Status clearFile(const std::filesystem::path &file, const std::string &owner);

} // namespace berth::traefik
