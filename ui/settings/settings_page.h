// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/profile.h"
#include "ui/widgets/page.h"

namespace berth::ui {

class ThemeManager;

/// Puts the stored appearance on the application; at the start and after each change.
void applyAppearance(const base::Json &settings, ThemeManager &theme);

/// The rail's entry for settings.
class SettingsPage final : public Page
{
    Q_OBJECT
public:
    /// `theme` outlives the page.
    SettingsPage(ThemeManager &theme, base::Profile profile, QObject *parent = nullptr);

    QString id() const override
    {
        return QStringLiteral("settings");
    }
    QString title() const override
    {
        return tr("Settings");
    }
    Icon icon() const override
    {
        return Icon::Sliders;
    }
    QWidget *createWidget(const PageContext &context, QWidget *parent) override;
    bool isAtBottom() const override
    {
        return true;
    }

private:
    ThemeManager &m_theme;
    base::Profile m_profile;
};

} // namespace berth::ui
