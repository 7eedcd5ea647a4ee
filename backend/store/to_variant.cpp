// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/to_variant.h"

namespace berth::store {

QVariant toVariant(const std::string &text)
{
    // An empty QString that is not null: null would be stored as NULL.
    return text.empty() ? QVariant(QStringLiteral("")) : QVariant(QString::fromStdString(text));
}

QVariant toVariant(const std::optional<std::string> &text)
{
    return text ? toVariant(*text) : QVariant();
}

QVariant toVariant(base::Timestamp time)
{
    return toVariant(base::toRfc3339(time));
}

QVariant toVariant(const std::optional<base::Timestamp> &time)
{
    return time ? toVariant(*time) : QVariant();
}

QVariant toVariant(std::int64_t number)
{
    return QVariant(static_cast<qlonglong>(number));
}

QVariant toVariant(const base::Json &json)
{
    return toVariant(base::toText(json));
}

} // namespace berth::store
