// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/object_reader.h"

namespace berth::model {

/// environment|env. Numbers and booleans become their text; violations never show a value.
Environment readEnvironment(ObjectReader &reader);

} // namespace berth::model
