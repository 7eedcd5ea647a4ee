// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/secret_store.h"

namespace berth::engine {

/// The key of the secret store under which the manager API's token is kept.
inline constexpr const char *managerTokenKey = "manager_api_TOKEN";

/// The token that callers of the manager API must know. Made, and kept in `store`, when there is
/// none yet.
net::Task<base::Secret> managerToken(secrets::SecretStore &store);

} // namespace berth::engine
