// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/address_text.h"

#include <QByteArray>

namespace berth::ui {

SplitAddress splitAddress(const QString &pasted)
{
    const QString address = pasted.trimmed();
    const auto scheme = address.indexOf(QLatin1String("://"));
    if (scheme < 0) {
        return {address, std::nullopt};
    }
    const auto start = scheme + 3;
    // The last '@': people paste passwords with '@' and '/' in them without encoding these.
    const auto query = address.indexOf(QLatin1Char('?'), start);
    const auto at = address.lastIndexOf(QLatin1Char('@'), query < 0 ? -1 : query);
    const auto colon = address.indexOf(QLatin1Char(':'), start);
    if (at < start || colon < 0 || colon > at) {
        return {address, std::nullopt};
    }
    const QString user = address.mid(start, colon - start);
    const QByteArray password =
        QByteArray::fromPercentEncoding(address.mid(colon + 1, at - colon - 1).toUtf8());
    SplitAddress split;
    split.address = address.left(start) + (user.isEmpty() ? QString() : user + QLatin1Char('@')) +
                    address.mid(at + 1);
    if (!password.isEmpty()) {
        split.password = base::Secret(password.toStdString());
    }
    return split;
}

bool usesTls(const QString &address)
{
    return address.trimmed().startsWith(QLatin1String("rediss://"), Qt::CaseInsensitive);
}

} // namespace berth::ui
