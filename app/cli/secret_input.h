// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <string>

namespace berth::cli {

/// A value from standard input: what a person types at the prompt, unseen, or all that a pipe
/// brings, without one line feed at its end.
base::Result<base::Secret> readSecretValue(const std::string &prompt);

/// The next line of standard input, unseen at a terminal.
base::Result<base::Secret> readSecretLine(const std::string &prompt);

} // namespace berth::cli
