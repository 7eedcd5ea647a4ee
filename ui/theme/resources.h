// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace berth::ui {

/// Makes ":/berth/…" readable. A static library's resources must be asked for by name.
void initResources();

} // namespace berth::ui
