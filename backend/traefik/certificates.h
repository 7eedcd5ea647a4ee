// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace berth::traefik {

/// The certificates of a PEM text and nothing else: a key that stands in the same file stays
/// there.
std::string certificatesIn(std::string_view pem);

/// The same of a file. Blocks.
base::Result<std::string> readCertificates(const std::filesystem::path &file);

} // namespace berth::traefik
