// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/api_client.h"

#include <string>

namespace berth::cli {

/// Sends a body with secrets in it and wipes it.
base::Result<base::Json> postSecret(ApiClient &api, const std::string &path, base::Json body);

} // namespace berth::cli
