// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/secrets.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace berth::ui {

/// Words for secrets and their stores.
class SecretText
{
    Q_DECLARE_TR_FUNCTIONS(berth::ui::SecretText)
public:
    /// The variable; the whole key where it is not of Berth's form.
    static QString name(const engine::SecretEntry &entry);
    /// Whose it is: an instance, several, a scope, somebody who is gone.
    static QString owner(const engine::SecretEntry &entry);
    /// "github", "github and 2 more", "Nobody".
    static QString usedBy(const engine::SecretEntry &entry);
    /// "github, notion and postgres".
    static QString userNames(const engine::SecretEntry &entry);
    /// What an instance would write to use it; empty where no reference leads to it.
    static QString reference(const engine::SecretEntry &entry);

    static QString state(const engine::SecretEntry &entry);
    static Tone stateTone(const engine::SecretEntry &entry);
    /// "3 min ago", "4 Nov 2026"; `unknown` where there is no time.
    static QString when(const std::optional<base::Timestamp> &time, base::Timestamp now,
                        const QString &unknown);

    static QString storeName(engine::SecretStoreKind kind);
    /// Within a sentence: "the keychain".
    static QString theStore(engine::SecretStoreKind kind);
    /// What one gets and gives up with it.
    static QString storeExplained(engine::SecretStoreKind kind);
};

} // namespace berth::ui
