// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace berth::podman {

/// The error for an answer of 400 and above. `task` completes "Podman could not …", for example
/// "start the container \"berth-echo\"". Podman's own words go whole into the details.
base::Error apiError(int status, std::string_view body, std::string_view task);

/// The error for the error line of a pull, which comes in an answer with status 200.
base::Error pullError(std::string_view text, std::string_view reference);

} // namespace berth::podman
