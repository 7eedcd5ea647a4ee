// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace berth::ui {

/// A variable's name as a person would write it: DATABASE_URL becomes "Database URL",
/// maxConnections "Max connections".
QString humanise(const QString &variableName);

} // namespace berth::ui
