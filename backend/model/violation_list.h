// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/validation.h"

#include <string>
#include <string_view>

namespace berth::model {

/// "a string", "an integer", "null": what kind of value this is, never the value itself.
std::string_view describeType(const base::Json &json);

/// Short rendering of a value that is no secret: numbers and short texts as they are, lists and
/// objects by their type. The user part and the query of a URL are left out.
std::string describeValue(const base::Json &json);
std::string describeText(std::string_view text);

void addViolation(Violations &violations, std::string_view pointer, std::string message,
                  std::string found, std::string expected);

} // namespace berth::model
