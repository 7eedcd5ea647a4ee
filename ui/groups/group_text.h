// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/groups.h"

#include <QString>

namespace berth::ui {

/// What the list calls a group: its title, else its name.
QString groupTitle(const engine::GroupView &view);
/// "31 kB · about 8,000 tokens"
QString sizeText(std::int64_t bytes);
/// "42 tools · 31 kB · about 8,000 tokens"
QString groupSizeText(const engine::GroupView &view);

} // namespace berth::ui
