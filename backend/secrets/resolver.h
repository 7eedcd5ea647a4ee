// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json_spec.h"
#include "secrets/secret_store.h"

#include <map>
#include <string>
#include <vector>

namespace berth::secrets {

/// A json_spec's values with the references replaced; lives only as long as a start needs it.
using ResolvedValues = std::map<std::string, base::Secret>;

/// Looks up every secret reference among `values` (name to value) of one instance in one go.
/// Names whose value is no reference are not in the result. SecretMissing names the variable and
/// the store.
net::Task<ResolvedValues> resolve(SecretStore &store, std::string instanceId,
                                  model::Environment values);

/// Text with every known secret value of at least 4 characters replaced by the mask.
std::string redact(std::string text, const std::vector<base::Secret> &known);

} // namespace berth::secrets
