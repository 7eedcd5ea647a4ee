// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/language.h"
#include "ui/theme/theme_manager.h"

#include <QApplication>

#include <gtest/gtest.h>

/// Widget tests run with our own style and no desktop of the person's.
int main(int argc, char **argv)
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    testing::InitGoogleTest(&argc, argv);
    QApplication application(argc, argv);
    berth::ui::installLanguage(application);
    berth::ui::ThemeManager theme(*qApp);
    theme.setAppearance(berth::ui::Appearance::Light);
    theme.setReduceMotion(true);
    return RUN_ALL_TESTS();
}
