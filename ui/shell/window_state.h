// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QVariantMap>

#include <filesystem>

class QWidget;

namespace berth::ui {

/// Where the window was and what it showed, kept in a small file of the profile.
class WindowState
{
public:
    /// An empty path remembers nothing.
    explicit WindowState(std::filesystem::path file);

    /// Puts `window` where it was; false when nothing (usable) is remembered.
    bool restoreGeometry(QWidget &window) const;
    QString page() const;
    /// What was arranged inside the pages, see arrangementOf().
    QVariantMap arrangement() const;
    void save(const QWidget &window, const QString &page, const QVariantMap &arrangement) const;

private:
    std::filesystem::path m_file;
};

} // namespace berth::ui
