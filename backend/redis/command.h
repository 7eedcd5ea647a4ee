// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace berth::redis {

/// A command and its arguments; arguments may hold any bytes.
using Command = std::vector<std::string>;

/// Appends `command` as RESP, an array of bulk strings.
void appendCommand(std::string &out, const Command &command);

} // namespace berth::redis
