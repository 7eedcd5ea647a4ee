// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/settings_page.h"

#include "ui/settings/settings_view.h"
#include "ui/theme/theme_manager.h"

namespace berth::ui {

void applyAppearance(const base::Json &settings, ThemeManager &theme)
{
    theme.setAppearance(ThemeManager::appearanceFromName(
        QString::fromStdString(base::stringOr(settings, "appearance.theme", "auto"))));
    const auto motion = settings.find("appearance.reduce_motion");
    theme.setReduceMotion(motion != settings.end() && motion->is_boolean() && motion->get<bool>());
}

SettingsPage::SettingsPage(ThemeManager &theme, base::Profile profile, QObject *parent)
    : Page(parent)
    , m_theme(theme)
    , m_profile(std::move(profile))
{}

QWidget *SettingsPage::createWidget(const PageContext &context, QWidget *parent)
{
    return new SettingsView(context.engine, m_theme, m_profile, parent);
}

} // namespace berth::ui
