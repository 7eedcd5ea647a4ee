// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "model/validation.h"

#include <vector>

namespace berth::engine {

/// A variable that nobody gave gets its default, so that the server runs as its definition says
/// even when the definition changes later. Secrets have no defaults.
void addDefaults(const model::EnvSchema &schema, const std::vector<SecretInput> &secrets,
                 model::Environment &environment);

/// Everything that is wrong with a draft, in one error; `schema` is its server's, or empty.
base::Status checkDraft(const model::InstanceDraft &draft, const model::EnvSchema &schema);

} // namespace berth::engine
