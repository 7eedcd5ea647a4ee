// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_message.h"

#include <cstdint>
#include <string>
#include <string_view>

// Internal to net/.
namespace berth::net {

/// Appends "name: value\r\n".
void appendField(std::string &out, std::string_view name, std::string_view value);
/// "HTTP/1.1 200 OK\r\n"
void appendStatusLine(std::string &out, int status);
/// Appends `body` where it is small and returns what is left to send beside `out`: of one piece the
/// kernel makes less ado than of two.
std::string_view appendSmall(std::string &out, std::string_view body);
/// "1f\r\n"
void appendChunkSize(std::string &out, std::size_t size);

bool isSafeTarget(std::string_view target);

/// "Sun, 06 Nov 1994 08:49:37 GMT", computed once per second.
std::string_view httpDate();

} // namespace berth::net
