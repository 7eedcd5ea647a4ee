// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "model/env_schema.h"

#include <optional>
#include <string>
#include <vector>

namespace berth::model {

/// A definition of an MCP server that can be run (AgentArea's MCPServer, contract section 1.2).
struct Server
{
    std::string id;
    std::string name;
    std::string description;
    std::string dockerImageUrl;
    std::string version = "1.0.0";
    std::vector<std::string> tags;
    std::string status = "draft";
    bool isPublic = false;
    EnvSchema envSchema;
    std::optional<std::vector<std::string>> cmd;
    base::Timestamp createdAt{};
    base::Timestamp updatedAt{};

    bool operator==(const Server &) const = default;
};

/// MCPServerResponse of the contract.
base::Json toJson(const Server &server);
base::Json toJson(const EnvSchema &schema);

} // namespace berth::model
