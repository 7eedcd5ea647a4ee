// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/main_window.h"

#include <QString>

#include <functional>
#include <vector>

namespace berth::test {
class FakeEngine;
}
namespace berth::ui {
class ThemeManager;
}

namespace berth::screens {

/// One picture: a window brought into the state that is to be seen.
struct Screen
{
    QString name;
    bool withData = true;
    std::function<void(ui::MainWindow &, test::FakeEngine &)> prepare;
};

const std::vector<Screen> &all();

/// The pages of the product.
ui::MainWindow::Pages makePages(ui::ThemeManager &theme);

} // namespace berth::screens
