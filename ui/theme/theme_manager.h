// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>

class QApplication;
class QDBusVariant;

namespace berth::ui {

class BerthStyle;

enum class Appearance
{
    Auto,
    Light,
    Dark
};

/// Puts the theme on the application and follows the desktop while it is Auto. Made once in
/// app/, handed to who needs it.
class ThemeManager final : public QObject
{
    Q_OBJECT
public:
    /// Sets style, palette and font of `application`; asks the desktop portal without waiting.
    explicit ThemeManager(QApplication &application, QObject *parent = nullptr);

    Appearance appearance() const
    {
        return m_appearance;
    }
    void setAppearance(Appearance appearance);
    const Theme &theme() const;

    bool reduceMotion() const;
    /// The person's own wish; the desktop's wish for less motion holds in any case.
    void setReduceMotion(bool reduce);

    /// "auto", "light", "dark" as the settings keep them; anything else is Auto.
    static Appearance appearanceFromName(const QString &name);
    static QString appearanceName(Appearance appearance);

Q_SIGNALS:
    void themeChanged();

private Q_SLOTS:
    void onPortalSettingChanged(const QString &group, const QString &key,
                                const QDBusVariant &value);

private:
    void watchPortal();
    void readPortal(const QString &group, const QString &key);
    void applyPortalSetting(const QString &key, const QVariant &value);
    void apply();
    bool wantsDark() const;

    QApplication &m_application;
    QPointer<BerthStyle> m_style;
    Appearance m_appearance = Appearance::Auto;
    bool m_desktopDark = false;
    bool m_dark = false;
    bool m_reduceMotion = false;
    bool m_desktopReducesMotion = false;
};

} // namespace berth::ui
