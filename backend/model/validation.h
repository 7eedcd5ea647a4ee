// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "model/env_schema.h"
#include "model/instance.h"
#include "model/json_spec.h"
#include "model/server.h"

#include <string>
#include <vector>

namespace berth::model {

/// One thing that is wrong with a document.
struct Violation
{
    std::string pointer; ///< JSON pointer of the field
    std::string
        message;       ///< one sentence: what is wrong and what is expected; never a secret's value
    std::string found; ///< short rendering of what was there; masked for secrets
    std::string expected; ///< "an integer between 1 and 65535"

    bool operator==(const Violation &) const = default;
};

using Violations = std::vector<Violation>;

/// A parsed value, or everything that is wrong with it, at once.
template <typename T>
using Validated = tl::expected<T, Violations>;

/// Reads a json_spec, tolerant of command|cmd, environment|env, endpoint|endpoint_url|url.
/// All violations are collected; pointers are relative to the json_spec itself.
Validated<JsonSpec> readJsonSpec(const base::Json &json);

/// Reads the body of POST /v1/mcp-servers/ (contract section 1.2). `id` and times stay empty.
Validated<Server> readServer(const base::Json &json);
/// env_schema alone; tolerant of sensitive|secret. Pointers are relative to the list.
Validated<EnvSchema> readEnvSchema(const base::Json &json);
/// Body of POST /v1/mcp-server-instances/: name, description, server_spec_id, json_spec.
Validated<InstanceDraft> readInstanceDraft(const base::Json &json);

/// Checks environment values against a server's env_schema: required, unknown, types, ranges.
/// Pointers are "/environment/<NAME>". A secret reference satisfies any type.
Violations checkEnvironment(const Environment &environment, const EnvSchema &schema);
/// One value against one variable; used by forms. Empty message: the value is fine.
std::optional<Violation> checkValue(const EnvVariable &variable, std::string_view value,
                                    std::string_view pointer);
Violations checkName(std::string_view name, std::string_view pointer);
Violations checkImage(std::string_view image, std::string_view pointer);

/// All violations as one InvalidArgument error: message lists them, field is the first pointer.
base::Error toError(const Violations &violations);

} // namespace berth::model
