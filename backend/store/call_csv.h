// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/call_record.h"

#include <string>

namespace berth::store {

// Calls as CSV (RFC 4180, UTF-8, CRLF) for a spreadsheet. What clients chose themselves cannot
// become a formula there.

std::string csvHeading();
std::string csvLine(const model::CallRecord &record);

} // namespace berth::store
