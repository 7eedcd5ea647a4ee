// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace berth::store {

/// What takes the schema from version - 1 to version. Never edit one that was released: files
/// of that version exist. Append a new one instead.
struct Migration
{
    int version = 0;
    std::vector<const char *> statements;
};

/// All of them, in order, without gaps.
std::span<const Migration> migrations();

} // namespace berth::store
