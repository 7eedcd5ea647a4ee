// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens.h"

namespace berth::screens {

/// Connections, and instances that belong to them.
std::vector<Screen> connectionScreens();

} // namespace berth::screens
