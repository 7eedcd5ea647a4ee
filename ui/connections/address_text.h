// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"

#include <QString>

#include <optional>

namespace berth::ui {

/// An address as people paste it, with its password taken out.
struct SplitAddress
{
    QString address;
    std::optional<base::Secret> password; ///< decoded; none when the address held none
};

/// "redis://ada:p%40ss@host" becomes "redis://ada@host" and "p@ss".
SplitAddress splitAddress(const QString &pasted);

/// Whether the address asks for TLS.
bool usesTls(const QString &address);

} // namespace berth::ui
