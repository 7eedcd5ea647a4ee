// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace berth::base {

/// A random (version 4) UUID in lower-case dashed form, from the system's random source.
std::string newUuid();

bool isUuid(std::string_view text);

/// `bytes` random bytes of the system's cryptographic source as lower-case hex.
std::string randomHex(std::size_t bytes);

} // namespace berth::base
