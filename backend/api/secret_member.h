// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/secret.h"

#include <optional>

namespace berth::api {

/// Takes the text of a member out of the body, where it is wiped. Nothing when there is no such
/// member, or no text in it.
std::optional<base::Secret> takeSecret(base::Json &body, const char *key);

} // namespace berth::api
