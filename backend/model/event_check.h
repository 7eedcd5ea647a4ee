// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/validation.h"

#include <span>
#include <string>
#include <string_view>

namespace berth::model {

/// The types of events that are known, in the order in which a person would look for them.
std::span<const char *const> eventTypes();

/// Data to start from when a person writes an event of that type.
base::Json eventTemplate(std::string_view type, std::string_view subjectId);

/// What is wrong with `data` as data of an event of that type (contract sections 4.2 and 4.4).
/// Pointers are relative to `data`; members that nobody knows are fine.
Violations checkEvent(std::string_view type, const base::Json &data);

} // namespace berth::model
