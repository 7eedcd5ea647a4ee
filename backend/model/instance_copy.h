// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/instance.h"

namespace berth::model {

/// What it takes to make another instance like this one, under `name`. It refers to the same
/// secrets: references to own ones name the instance that has them.
InstanceDraft copyOf(const Instance &instance, std::string name);

} // namespace berth::model
