// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens.h"

namespace berth::screens {

/// The page of secrets, its side panels, and a log that shows secrets.
std::vector<Screen> secretScreens();

} // namespace berth::screens
