// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace berth::ui {

/// Whether a variable or header by that name most likely holds a secret ("API_KEY",
/// "Authorization"). Only a first guess where nothing declares it; the person decides.
bool looksSecret(const QString &name);

} // namespace berth::ui
