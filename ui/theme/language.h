// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QCoreApplication;

namespace berth::ui {

/// Loads the words of the program's own language. English needs it too: without it "%n check(s)"
/// would be shown as it is written in the source.
void installLanguage(QCoreApplication &application);

} // namespace berth::ui
