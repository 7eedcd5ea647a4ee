// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/resources.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace berth::ui {
namespace {

double channel(double value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

/// Relative luminance, WCAG 2.1.
double luminance(const QColor &color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) +
           0.0722 * channel(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

QJsonObject tokens(const QString &name)
{
    initResources();
    QFile file(QStringLiteral(":/berth/theme/%1.json").arg(name));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    return QJsonDocument::fromJson(file.readAll()).object();
}

class ThemeColors : public testing::TestWithParam<bool>
{
protected:
    const Theme &theme() const
    {
        return GetParam() ? Theme::darkTheme() : Theme::light();
    }

    void expectReadable(QColor Theme::*text, QColor Theme::*ground)
    {
        EXPECT_GE(contrast(theme().*text, theme().*ground), 4.5)
            << (theme().*text).name().toStdString() << " on "
            << (theme().*ground).name().toStdString();
    }
};

TEST_P(ThemeColors, TextIsReadableOnEveryGround)
{
    for (auto ground : {&Theme::bg, &Theme::surface, &Theme::subtle, &Theme::hover,
                        &Theme::selected, &Theme::code}) {
        expectReadable(&Theme::text, ground);
        expectReadable(&Theme::muted, ground);
        expectReadable(&Theme::accent, ground);
    }
}

TEST_P(ThemeColors, StatesAreReadableOnSurfaceAndTheirOwnGround)
{
    for (auto [text, ground] : {std::pair(&Theme::success, &Theme::successMuted),
                                std::pair(&Theme::warning, &Theme::warningMuted),
                                std::pair(&Theme::danger, &Theme::dangerMuted),
                                std::pair(&Theme::info, &Theme::infoMuted)}) {
        expectReadable(text, ground);
        expectReadable(text, &Theme::surface);
        expectReadable(text, &Theme::bg);
    }
}

TEST_P(ThemeColors, FilledButtonsAreReadable)
{
    expectReadable(&Theme::onAccent, &Theme::accent);
    expectReadable(&Theme::onAccent, &Theme::accentHover);
    expectReadable(&Theme::surface, &Theme::danger);
    expectReadable(&Theme::surface, &Theme::text); // tool tips
}

TEST_P(ThemeColors, MarksAreVisible)
{
    for (auto ground : {&Theme::bg, &Theme::surface}) {
        EXPECT_GE(contrast(theme().faint, theme().*ground), 3.0);
    }
}

TEST_P(ThemeColors, PaletteHasEveryGroup)
{
    const QPalette palette = theme().palette();
    EXPECT_EQ(palette.color(QPalette::Active, QPalette::Base), theme().surface);
    EXPECT_EQ(palette.color(QPalette::Inactive, QPalette::Highlight), theme().selected);
    EXPECT_EQ(palette.color(QPalette::Active, QPalette::PlaceholderText), theme().muted);
    EXPECT_NE(palette.color(QPalette::Disabled, QPalette::Text), theme().text);
    EXPECT_NE(palette.color(QPalette::Disabled, QPalette::ButtonText), theme().text);
}

INSTANTIATE_TEST_SUITE_P(Both, ThemeColors, testing::Bool(), [](const auto &which) {
    return which.param ? std::string("dark") : std::string("light");
});

TEST(ThemeFiles, BothHaveTheSameKeysAndNoOther)
{
    std::set<QString> known;
    for (const ThemeToken &token : themeTokens()) {
        known.insert(QString::fromLatin1(token.name));
    }
    for (const QString &name : {QStringLiteral("light"), QStringLiteral("dark")}) {
        const QStringList keys = tokens(name).keys();
        EXPECT_EQ(std::set<QString>(keys.begin(), keys.end()), known) << name.toStdString();
    }
}

TEST(ThemeFiles, AMissingTokenIsNamed)
{
    QJsonObject light = tokens(QStringLiteral("light"));
    light.remove(QStringLiteral("danger"));
    const auto theme = Theme::fromJson(QJsonDocument(light).toJson(), false);
    ASSERT_FALSE(theme.has_value());
    EXPECT_NE(theme.error().message.find("danger"), std::string::npos);
}

TEST(ThemeFiles, AnUnknownTokenAndABadColourAreRefused)
{
    QJsonObject extra = tokens(QStringLiteral("light"));
    extra[QStringLiteral("neon")] = QStringLiteral("#FF00FF");
    EXPECT_FALSE(Theme::fromJson(QJsonDocument(extra).toJson(), false).has_value());
    QJsonObject bad = tokens(QStringLiteral("light"));
    bad[QStringLiteral("text")] = QStringLiteral("dark blue");
    EXPECT_FALSE(Theme::fromJson(QJsonDocument(bad).toJson(), false).has_value());
}

} // namespace
} // namespace berth::ui
