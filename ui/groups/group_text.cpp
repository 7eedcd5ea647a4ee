// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/groups/group_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace berth::ui {

namespace {

/// No more digits than an estimate has.
std::int64_t rounded(std::int64_t tokens)
{
    const std::int64_t step = tokens >= 1000 ? 100 : tokens >= 100 ? 10 : 1;
    return (tokens + step / 2) / step * step;
}

} // namespace

QString groupTitle(const engine::GroupView &view)
{
    if (view.isBuiltIn) {
        return QCoreApplication::translate("Groups", "All running instances");
    }
    return QString::fromStdString(view.group.title.empty() ? view.group.name : view.group.title);
}

QString sizeText(std::int64_t bytes)
{
    const QLocale locale;
    return QCoreApplication::translate("Groups", "%1 · about %2 tokens")
        .arg(locale.formattedDataSize(bytes, bytes < 10000 ? 1 : 0, QLocale::DataSizeSIFormat),
             locale.toString(static_cast<qlonglong>(rounded(engine::estimatedTokens(bytes)))));
}

QString groupSizeText(const engine::GroupView &view)
{
    if (view.tools == 0) {
        return QCoreApplication::translate("Groups", "No tools");
    }
    return QCoreApplication::translate("Groups", "%n tool(s) · %1", nullptr, view.tools)
        .arg(sizeText(view.bytes));
}

} // namespace berth::ui
