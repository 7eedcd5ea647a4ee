// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens.h"

namespace berth::test {
class FakeGroups;
}

namespace berth::screens {

/// The page of groups.
std::vector<Screen> groupScreens();

/// For the page; what groupScreens() fills.
test::FakeGroups &screenGroups();

} // namespace berth::screens
