// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connections/platform_client.h"
#include "model/events.h"
#include "model/instance.h"

#include <optional>
#include <string>

namespace berth::connections {

/// An instance as somebody on a connection wants it. `spec` is as it came, unchecked.
struct WantedInstance
{
    std::string id;
    std::string name;
    std::string description;
    std::optional<std::string> serverSpecId;
    base::Json spec;
    model::DesiredState desired = model::DesiredState::Running;
};

/// Whether an id may be used for labels, keys and file names; the platform's are UUIDs.
bool isUsableId(const std::string &id);

/// Of an event with instance_id and json_spec (contract section 4.2); nothing when they are
/// missing. A missing name gets a stand-in.
std::optional<WantedInstance> wantedFrom(const model::DomainEvent &event);
WantedInstance wantedFrom(const PlatformInstance &instance);
/// Of an entry of the registry; nothing when it has no json_spec.
std::optional<WantedInstance> wantedFrom(const std::string &id, const base::Json &facts);
WantedInstance wantedFrom(const model::Instance &instance);

/// {"name", "description", "server_spec_id", "json_spec"}: what model::readInstanceDraft() takes.
base::Json draftJson(const WantedInstance &wanted);
/// The same with "instance_id" and "desired": the beginning of an entry in the registry.
base::Json factsOf(const WantedInstance &wanted);

} // namespace berth::connections
