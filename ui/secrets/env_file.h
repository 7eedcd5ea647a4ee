// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QString>
#include <QStringList>

namespace berth::ui {

/// A .env file on the disk, whose whole text is secret.
class EnvFile
{
public:
    static constexpr qint64 largest = 1024 * 1024;

    /// InvalidArgument for what is no small text file.
    static base::Result<base::Secret> read(const QString &path);
    /// The variables in their order, without their values; for a preview. The engine reads the
    /// text again and is stricter.
    static QStringList names(const base::Secret &text);
};

} // namespace berth::ui
