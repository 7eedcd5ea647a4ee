// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include "base/json.h"
#include "ui/theme/berth_style.h"
#include "ui/theme/resources.h"

#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QWidget>

#include <optional>

namespace berth::ui {
namespace {

/// "#RRGGBB" or "rgba(r,g,b,.a)".
std::optional<QColor> parseColor(const QString &text)
{
    if (text.startsWith(QLatin1Char('#'))) {
        const QColor color(text);
        return color.isValid() ? std::optional(color) : std::nullopt;
    }
    static const QRegularExpression rgba(
        QStringLiteral(R"(^rgba\((\d+),(\d+),(\d+),(\d*\.?\d+)\)$)"));
    const auto match = rgba.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    return QColor(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt(),
                  qRound(match.captured(4).toDouble() * 255));
}

base::Error themeError(const std::string &message)
{
    return {base::ErrorCode::InvalidArgument, message};
}

Theme loadBundled(const QString &path, bool dark)
{
    initResources();
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened)
    auto theme = Theme::fromJson(file.readAll(), dark);
    Q_ASSERT(theme.has_value()); // the tests read the same files
    return theme.value_or(Theme{});
}

/// `front` at `opacity` over `back`, as the eye sees it.
QColor blend(const QColor &front, const QColor &back, double opacity)
{
    const auto mix = [opacity](int a, int b) { return qRound(a * opacity + b * (1 - opacity)); };
    return {mix(front.red(), back.red()), mix(front.green(), back.green()),
            mix(front.blue(), back.blue())};
}

void setAll(QPalette &palette, QPalette::ColorRole role, const QColor &color,
            const QColor &disabled)
{
    palette.setColor(QPalette::Active, role, color);
    palette.setColor(QPalette::Inactive, role, color);
    palette.setColor(QPalette::Disabled, role, disabled);
}

} // namespace

const std::array<ThemeToken, 24> &themeTokens()
{
    static const std::array<ThemeToken, 24> tokens{{
        {"bg", &Theme::bg},
        {"surface", &Theme::surface},
        {"subtle", &Theme::subtle},
        {"hover", &Theme::hover},
        {"selected", &Theme::selected},
        {"stroke", &Theme::stroke},
        {"strokeStrong", &Theme::strokeStrong},
        {"text", &Theme::text},
        {"muted", &Theme::muted},
        {"faint", &Theme::faint},
        {"accent", &Theme::accent},
        {"accentHover", &Theme::accentHover},
        {"onAccent", &Theme::onAccent},
        {"accentMuted", &Theme::accentMuted},
        {"success", &Theme::success},
        {"successMuted", &Theme::successMuted},
        {"warning", &Theme::warning},
        {"warningMuted", &Theme::warningMuted},
        {"danger", &Theme::danger},
        {"dangerMuted", &Theme::dangerMuted},
        {"info", &Theme::info},
        {"infoMuted", &Theme::infoMuted},
        {"code", &Theme::code},
        {"shadow", &Theme::shadow},
    }};
    return tokens;
}

base::Result<Theme> Theme::fromJson(const QByteArray &json, bool dark)
{
    const auto document = base::parseJson(std::string_view(json.constData(), size_t(json.size())));
    if (!document) {
        return base::fail(document.error());
    }
    Theme theme;
    theme.dark = dark;
    for (const ThemeToken &token : themeTokens()) {
        const std::string text = base::stringOr(*document, token.name);
        const auto color = parseColor(QString::fromStdString(text));
        if (!color) {
            return base::fail(
                themeError(std::string("The theme has no valid colour for '") + token.name + "'."));
        }
        theme.*token.member = *color;
    }
    if (document->size() != themeTokens().size()) {
        return base::fail(themeError("The theme has a token that Berth does not know."));
    }
    return theme;
}

const Theme &Theme::light()
{
    static const Theme theme = loadBundled(QStringLiteral(":/berth/theme/light.json"), false);
    return theme;
}

const Theme &Theme::darkTheme()
{
    static const Theme theme = loadBundled(QStringLiteral(":/berth/theme/dark.json"), true);
    return theme;
}

QColor Theme::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Neutral:
        return faint;
    case Tone::Accent:
        return accent;
    case Tone::Success:
        return success;
    case Tone::Warning:
        return warning;
    case Tone::Danger:
        return danger;
    case Tone::Info:
        return info;
    }
    return faint;
}

QColor Theme::toneMuted(Tone tone) const
{
    switch (tone) {
    case Tone::Neutral:
        return subtle;
    case Tone::Accent:
        return accentMuted;
    case Tone::Success:
        return successMuted;
    case Tone::Warning:
        return warningMuted;
    case Tone::Danger:
        return dangerMuted;
    case Tone::Info:
        return infoMuted;
    }
    return subtle;
}

QPalette Theme::palette() const
{
    // Disabled is opacity 0.45.
    const auto faded = [this](const QColor &color) { return blend(color, surface, 0.45); };
    QPalette palette;
    setAll(palette, QPalette::Window, bg, bg);
    setAll(palette, QPalette::WindowText, text, faded(text));
    setAll(palette, QPalette::Base, surface, surface);
    setAll(palette, QPalette::AlternateBase, subtle, subtle);
    setAll(palette, QPalette::Text, text, faded(text));
    setAll(palette, QPalette::Button, surface, surface);
    setAll(palette, QPalette::ButtonText, text, faded(text));
    setAll(palette, QPalette::BrightText, danger, faded(danger));
    setAll(palette, QPalette::PlaceholderText, muted, faded(muted));
    setAll(palette, QPalette::Link, accent, faded(accent));
    setAll(palette, QPalette::LinkVisited, accent, faded(accent));
    setAll(palette, QPalette::Highlight, selected, subtle);
    setAll(palette, QPalette::HighlightedText, text, faded(text));
    setAll(palette, QPalette::ToolTipBase, text, text);
    setAll(palette, QPalette::ToolTipText, surface, surface);
    setAll(palette, QPalette::Light, surface, surface);
    setAll(palette, QPalette::Midlight, subtle, subtle);
    setAll(palette, QPalette::Mid, stroke, stroke);
    setAll(palette, QPalette::Dark, strokeStrong, strokeStrong);
    setAll(palette, QPalette::Shadow, shadow, shadow);
    return palette;
}

const Theme &themeOf(const QWidget *widget)
{
    const QStyle *style = widget != nullptr ? widget->style() : QApplication::style();
    if (const auto *berth = qobject_cast<const BerthStyle *>(style)) {
        return berth->theme();
    }
    const bool dark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    return dark ? Theme::darkTheme() : Theme::light();
}

} // namespace berth::ui
