// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace berth::app {

/// Where the files that come with Berth are: ../share/berth beside the program.
std::filesystem::path bundledDataDir();

} // namespace berth::app
