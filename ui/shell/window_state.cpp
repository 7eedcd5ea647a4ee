// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window_state.h"

#include <QSettings>
#include <QWidget>

namespace berth::ui {
namespace {

const QString geometryKey = QStringLiteral("window/geometry");
const QString pageKey = QStringLiteral("window/page");

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

void WindowState::save(const QWidget &window, const QString &page) const
{
    if (m_file.empty()) {
        return;
    }
    QSettings settings(pathOf(m_file), QSettings::IniFormat);
    settings.setValue(geometryKey, window.saveGeometry());
    settings.setValue(pageKey, page);
}

} // namespace berth::ui
