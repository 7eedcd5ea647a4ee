// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/secret_names.h"

#include <QRegularExpression>

namespace berth::ui {

bool looksSecret(const QString &name)
{
    static const QRegularExpression pattern(
        QStringLiteral("(^|[_-])(API[_-]?KEY|ACCESS[_-]?KEY|PRIVATE[_-]?KEY|KEY|TOKEN|SECRET|PASS("
                       "WORD|WD|PHRASE)?|"
                       "[A-Z]*PASSWORD|PAT|CREDENTIALS?|AUTHORIZATION|COOKIE)([_-]|$)"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(name).hasMatch();
}

} // namespace berth::ui
