// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace berth::model {

/// Whether a variable, header or member by that name most likely holds a secret ("API_KEY",
/// "Authorization"). Only a guess where nothing declares it.
bool looksSecret(std::string_view name);

} // namespace berth::model
