// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/validation.h"

#include <string>

namespace berth::ui {

/// What a pasted text gives: a draft from everything that could be read, and what could not.
struct PastedSpec
{
    model::InstanceDraft draft;
    model::Violations violations; ///< pointers as in an instance: /name, /json_spec/…
};

/// Reads a json_spec, or an instance with name and json_spec. Wrong parts are left out one by one
/// so that the rest can still be used. An error means that nothing could be read.
base::Result<PastedSpec> readPasted(const std::string &text);

} // namespace berth::ui
