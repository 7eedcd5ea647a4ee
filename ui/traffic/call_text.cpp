// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/traffic/call_text.h"

#include <QDateTime>
#include <QLocale>

namespace berth::ui {

using model::CallOutcome;

QString CallText::name(const model::CallRecord &call)
{
    const QString name = QString::fromStdString(call.tool.empty() ? call.method : call.tool);
    return call.count == 1 ? name : tr("%1 \u00d7%L2", "call, how often").arg(name).arg(call.count);
}

QString CallText::methodAndTool(const model::CallRecord &call)
{
    const QString method = QString::fromStdString(call.method);
    return call.tool.empty()
               ? method
               : tr("%1, %2", "method, tool").arg(method, QString::fromStdString(call.tool));
}

QString CallText::outcome(const model::CallRecord &call)
{
    switch (call.outcome) {
    case CallOutcome::Ok:
        return tr("OK");
    case CallOutcome::ToolError:
        return tr("Tool error");
    case CallOutcome::RpcError:
        return call.rpcCode ? tr("Error %1").arg(*call.rpcCode) : tr("Error");
    case CallOutcome::HttpError:
        return tr("HTTP %1").arg(call.httpStatus);
    case CallOutcome::Refused:
        return tr("Refused");
    case CallOutcome::Cancelled:
        return tr("Cancelled");
    case CallOutcome::TimedOut:
        return tr("Timed out");
    case CallOutcome::Broken:
        break;
    }
    return tr("Broken off");
}

Tone CallText::tone(CallOutcome outcome)
{
    switch (outcome) {
    case CallOutcome::Ok:
        return Tone::Success;
    case CallOutcome::Cancelled:
        return Tone::Neutral;
    case CallOutcome::ToolError:
    case CallOutcome::Refused:
        return Tone::Warning;
    default:
        return Tone::Danger;
    }
}

QString CallText::duration(std::chrono::microseconds time)
{
    const double milliseconds = static_cast<double>(time.count()) / 1000;
    if (milliseconds >= 10000) {
        return tr("%1 s").arg(QLocale().toString(milliseconds / 1000, 'f', 1));
    }
    return tr("%1 ms").arg(QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0));
}

QString CallText::size(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1,
                                       QLocale::DataSizeTraditionalFormat);
}

QString CallText::time(base::Timestamp time)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    const auto moment = QDateTime::fromMSecsSinceEpoch(ms.count());
    const bool isToday = moment.date() == QDate::currentDate();
    return isToday ? QLocale().toString(moment.time(), QStringLiteral("HH:mm:ss"))
                   : QLocale().toString(moment, QStringLiteral("d MMM HH:mm:ss"));
}

} // namespace berth::ui
