// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window_state.h"

#include <QSettings>
#include <QWidget>

namespace berth::ui {
namespace {

const QString geometryKey = QStringLiteral("window/geometry");
const QString pageKey = QStringLiteral("window/page");
const QString arrangementGroup = QStringLiteral("arrangement");

QString pathOf(const std::filesystem::path &file)
{
    return QString::fromStdString(file.string());
}

} // namespace

WindowState::WindowState(std::filesystem::path file)
    : m_file(std::move(file))
{}

bool WindowState::restoreGeometry(QWidget &window) const
{
    if (m_file.empty()) {
        return false;
    }
    const QSettings settings(pathOf(m_file), QSettings::IniFormat);
    return window.restoreGeometry(settings.value(geometryKey).toByteArray());
}

QString WindowState::page() const
{
    if (m_file.empty()) {
        return {};
    }
    return QSettings(pathOf(m_file), QSettings::IniFormat).value(pageKey).toString();
}

QVariantMap WindowState::arrangement() const
{
    QVariantMap arrangement;
    if (m_file.empty()) {
        return arrangement;
    }
    QSettings settings(pathOf(m_file), QSettings::IniFormat);
    settings.beginGroup(arrangementGroup);
    const QStringList keys = settings.childKeys();
    for (const QString &key : keys) {
        arrangement[key] = settings.value(key);
    }
    return arrangement;
}

void WindowState::save(const QWidget &window, const QString &page,
                       const QVariantMap &arrangement) const
{
    if (m_file.empty()) {
        return;
    }
    QSettings settings(pathOf(m_file), QSettings::IniFormat);
    settings.setValue(geometryKey, window.saveGeometry());
    settings.setValue(pageKey, page);
    settings.beginGroup(arrangementGroup);
    for (auto it = arrangement.begin(); it != arrangement.end(); ++it) {
        settings.setValue(it.key(), it.value());
    }
}

} // namespace berth::ui
