// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/object_reader.h"

#include <chrono>

namespace berth::model {

// Readers of fields that docker and url specs share. Each notes its violations in `reader`.

/// "30s" or a number of seconds, greater than zero and at most a day.
void readDuration(ObjectReader &reader, std::string_view name, std::chrono::milliseconds &target);
/// An absolute URL path such as "/mcp".
bool isUrlPath(std::string_view path);
/// health_check: an object, or the path alone as a string.
void readHealthCheck(ObjectReader &reader, HealthCheck &target, base::Json &extra);
/// Notes a value that starts with secret_ref: and is no reference. The value is never shown.
void checkSecretRef(std::string_view value, std::string_view pointer, Violations &violations);
/// Keeps members of `reader` that Berth does not know under `name` in `extra`.
void keepUnknown(const ObjectReader &reader, std::string_view name, base::Json &extra);

} // namespace berth::model
