// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/secrets.h"
#include "ui/forms/secret_editor.h"

#include <string>
#include <vector>

namespace berth::ui {

/// The secrets that have a value and may be referred to; the own ones of `instanceId` are in its
/// form anyway and left out.
std::vector<SecretChoice> secretChoices(const std::vector<engine::SecretEntry> &entries,
                                        const std::string &instanceId);

} // namespace berth::ui
