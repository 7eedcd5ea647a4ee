// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"

#include <cstdint>
#include <optional>
#include <string>

namespace berth::app {

/// What the command line says about a Redis to attach to, as it was written.
struct AttachOptions
{
    std::string url; ///< --redis, else REDIS_URL when a role was given
    std::string role;
    std::string name;
    std::string caFile;
    std::string certificateFile;
    std::string keyFile;
    std::string platformUrl;
    bool isProduction = false;
    std::optional<std::int64_t> leaseSeconds;
};

/// The connection that is meant; nothing when none is. Its id is made of the address, so that
/// instances find their connection again after a restart. `defaultRole`: when none was given.
/// InvalidArgument names the option.
base::Result<std::optional<engine::Engine::AdHocConnection>>
attachment(const AttachOptions &options, model::ConnectionRole defaultRole);

} // namespace berth::app
