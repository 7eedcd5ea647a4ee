// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens.h"

namespace berth::screens {

/// The tools of an instance, and how clients reach it.
std::vector<Screen> toolScreens();

} // namespace berth::screens
