// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens.h"

namespace berth::screens {

/// The page of the gateway's clients.
std::vector<Screen> clientScreens();

} // namespace berth::screens
