// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/secret_store.h"

#include <map>
#include <string>

namespace berth::secrets {

/// Reads the items of a Secret Service, given by key and object path, with one call of libsecret,
/// which QtKeychain makes for each alone. What cannot be read is left out, without a reason.
/// Blocks; never asks a person anything. The values travel as libsecret always sends them,
/// encrypted.
SecretMap readTogether(const std::map<std::string, std::string> &paths);

} // namespace berth::secrets
