// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/typography.h"

#include "ui/theme/resources.h"

#include <QFontDatabase>
#include <QResource>

namespace berth::ui {
namespace {

QString family(bool mono)
{
    return mono ? QStringLiteral("Berth Mono") : QStringLiteral("Berth Sans");
}

void addFont(const QString &path)
{
    // The resource is stored uncompressed, so the font is used in place instead of copied.
    const QResource resource(path);
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(resource.data()),
                                               static_cast<int>(resource.size()));
    const int id = QFontDatabase::addApplicationFontFromData(bytes);
    Q_ASSERT(id >= 0);
    Q_UNUSED(id)
}

void loadMono()
{
    static const bool once = [] {
        initResources();
        addFont(QStringLiteral(":/berth/fonts/berth-mono-regular.ttf"));
        return true;
    }();
    Q_UNUSED(once)
}

struct RoleFont
{
    int pixels;
    QFont::Weight weight;
    bool mono = false;
};

RoleFont roleFont(TextRole role)
{
    switch (role) {
    case TextRole::PageTitle:
        return {18, QFont::DemiBold};
    case TextRole::DetailTitle:
        return {16, QFont::DemiBold};
    case TextRole::EmptyTitle:
        return {20, QFont::DemiBold};
    case TextRole::Section:
        return {13, QFont::DemiBold};
    case TextRole::Body:
        return {13, QFont::Normal};
    case TextRole::BodyStrong:
        return {13, QFont::Medium};
    case TextRole::Secondary:
        return {12, QFont::Normal};
    case TextRole::Caption:
        return {11, QFont::Normal};
    case TextRole::Mono:
        return {12, QFont::Normal, true};
    }
    return {13, QFont::Normal};
}

} // namespace

void loadFonts()
{
    static const bool once = [] {
        initResources();
        addFont(QStringLiteral(":/berth/fonts/berth-sans-regular.otf"));
        addFont(QStringLiteral(":/berth/fonts/berth-sans-medium.otf"));
        addFont(QStringLiteral(":/berth/fonts/berth-sans-semibold.otf"));
        return true;
    }();
    Q_UNUSED(once)
}

QFont textFont(TextRole role)
{
    const RoleFont wanted = roleFont(role);
    loadFonts();
    if (wanted.mono) {
        loadMono();
    }
    QFont font(family(wanted.mono));
    font.setPixelSize(wanted.pixels);
    font.setWeight(wanted.weight);
    // Outlines keep their proportions at fractional scale factors.
    font.setHintingPreference(QFont::PreferNoHinting);
    if (wanted.mono) {
        font.setStyleHint(QFont::Monospace);
        font.setFixedPitch(true);
    }
    return font;
}

} // namespace berth::ui
