// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "model/json_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace berth::model {

/// Design section 5.
enum class InstanceState
{
    Pending,
    Validating,
    Pulling,
    Starting,
    Running,
    Unhealthy,
    Stopping,
    Stopped,
    Failed,
    Backoff,
};

/// What the person asked for; the reconciler works towards it.
enum class DesiredState
{
    Running,
    Stopped,
    Deleted
};

std::string_view stateName(InstanceState state);
std::optional<InstanceState> stateFromName(std::string_view name);
std::string_view desiredStateName(DesiredState state);
std::optional<DesiredState> desiredStateFromName(std::string_view name);

/// A tool as the MCP server described it in tools/list.
struct Tool
{
    std::string name;
    std::string title;
    std::string description;
    base::Json inputSchema = base::Json::object();
    base::Json annotations = base::Json::object();  ///< hints: readOnlyHint, destructiveHint …
    base::Json outputSchema = base::Json::object(); ///< of structuredContent; empty: none is given

    bool operator==(const Tool &) const = default;
};

/// What a person or the API gives to make an instance.
struct InstanceDraft
{
    std::string name;
    std::string description;
    std::optional<std::string> serverSpecId;
    JsonSpec spec;

    bool operator==(const InstanceDraft &) const = default;
};

/// The stored part of an instance (AgentArea's MCPServerInstance, contract section 1.3).
struct Instance
{
    std::string id;
    std::string name;
    std::string description;
    std::optional<std::string> serverSpecId;
    JsonSpec spec;
    std::string slug; ///< gateway path segment, unique, never changes
    /// The connection whose platform asked for it; empty: it belongs to this machine alone.
    std::string connectionId;
    DesiredState desired = DesiredState::Stopped;
    InstanceState state = InstanceState::Pending;
    std::string reason; ///< why it failed or is unhealthy, for a person; no secrets
    std::vector<Tool> tools;
    base::Timestamp createdAt{};
    base::Timestamp updatedAt{};

    bool operator==(const Instance &) const = default;
};

/// Lower-case words joined by '-', as contract section 3 sanitises names; "instance" when nothing
/// is left.
std::string slugify(std::string_view name);

/// MCPServerInstanceResponse of the contract plus `slug`. The API layer adds url, error and health.
base::Json toJson(const Instance &instance);
base::Json toJson(const Tool &tool);
std::optional<Tool> toolFromJson(const base::Json &json);

} // namespace berth::model
