// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <string>
#include <string_view>
#include <vector>

namespace berth::secrets {

struct EnvVariable
{
    std::string name;
    base::Secret value;
};

/// The variables of a .env text, in order; of several with one name the last counts. A line is
/// empty, a comment, or [export] NAME=VALUE. A value stands bare (up to " #", blanks around it
/// gone), in single quotes (as it is) or in double quotes (over several lines if need be; \n, \r,
/// \t, \", \\ and \$ are what they look like). Nothing is substituted. An error names the line and
/// never quotes it, since it may hold a value.
base::Result<std::vector<EnvVariable>> parseEnvFile(std::string_view text);

} // namespace berth::secrets
