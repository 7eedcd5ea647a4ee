// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Internal to events/.
namespace berth::events {

/// FastStream's binary form, version 1 (contract section 4.1).
struct BinaryMessage
{
    std::vector<std::pair<std::string, std::string>> headers;
    std::string_view payload; ///< into the bytes that were read
};

bool hasBinaryMagic(std::string_view bytes);
/// ProtocolError for another version, or offsets and lengths that lead outside.
base::Result<BinaryMessage> readBinaryMessage(std::string_view bytes);

} // namespace berth::events
