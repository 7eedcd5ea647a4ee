// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/event_text.h"

#include "model/events.h"

#include <QDateTime>
#include <QLocale>
#include <QStringDecoder>

namespace berth::ui {

namespace {

constexpr std::string_view typePrefix = "MCPServer";
constexpr std::string_view instancePrefix = "Instance";

bool isError(std::string_view type)
{
    return type.empty() || type == model::event::instanceError;
}

/// The status is the summary's first word.
std::string_view statusOf(std::string_view summary)
{
    return summary.substr(0, summary.find(','));
}

Tone statusTone(std::string_view status)
{
    if (status == "running" || status == "healthy") {
        return Tone::Success;
    }
    if (status == "failed" || status == "error") {
        return Tone::Danger;
    }
    if (status == "unhealthy" || status == "backoff") {
        return Tone::Warning;
    }
    return status == "stopped" ? Tone::Neutral : Tone::Info;
}

QDateTime localTime(base::Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

/// Length of the UTF-8 character at the front; 0 when there is none.
std::size_t characterLength(std::string_view bytes)
{
    const auto first = static_cast<unsigned char>(bytes.front());
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length > bytes.size()) {
        return 0;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text =
        decoder.decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(length)));
    return decoder.hasError() || text.isEmpty() ? 0 : length;
}

} // namespace

QString EventText::type(std::string_view type)
{
    if (type.empty()) {
        return tr("Unreadable");
    }
    std::string_view rest = type;
    if (rest.starts_with(typePrefix)) {
        rest.remove_prefix(typePrefix.size());
        const bool isReport =
            type == model::event::instanceStatusChanged || type == model::event::instanceError;
        if (isReport) {
            rest.remove_prefix(instancePrefix.size());
        } else if (!rest.starts_with(instancePrefix)) {
            return QStringLiteral("Server") +
                   QString::fromUtf8(rest.data(), static_cast<qsizetype>(rest.size()));
        }
    }
    return QString::fromUtf8(rest.data(), static_cast<qsizetype>(rest.size()));
}

Tone EventText::tone(std::string_view type, std::string_view summary)
{
    if (type.empty() || type == model::event::instanceStopped) {
        return Tone::Neutral;
    }
    if (type == model::event::instanceStatusChanged) {
        return statusTone(statusOf(summary));
    }
    if (type == model::event::instanceError) {
        return Tone::Danger;
    }
    const bool isRemoval =
        type == model::event::instanceDeleted || type == model::event::serverDeleted;
    return isRemoval ? Tone::Warning : Tone::Accent;
}

bool EventText::isIn(EventGroup group, std::string_view type, std::string_view summary)
{
    const bool isStatus = type == model::event::instanceStatusChanged;
    switch (group) {
    case EventGroup::Lifecycle:
        return !isStatus && !isError(type);
    case EventGroup::Status:
        return isStatus;
    case EventGroup::Errors:
        return isError(type) || (isStatus && statusTone(statusOf(summary)) == Tone::Danger);
    case EventGroup::All:
        break;
    }
    return true;
}

QString EventText::form(const std::string &form)
{
    if (form == "double") {
        return tr("FastStream 0.5 envelope");
    }
    if (form == "single") {
        return tr("single envelope");
    }
    if (form == "binary") {
        return tr("FastStream binary message");
    }
    return tr("no envelope");
}

QString EventText::origin(const engine::EventDetail &detail, const QString &connection)
{
    using Direction = engine::EventRecord::Direction;
    const QString size = QLocale().toString(detail.record.size);
    if (detail.record.direction == Direction::Local) {
        return tr("Of this machine, %1").arg(fullTime(detail.record.recordedAt));
    }
    const QString text = detail.record.direction == Direction::Sent
                             ? tr("Sent on %1, %2, %3 bytes")
                             : tr("Received on %1, %2, %3 bytes");
    return text.arg(connection, form(detail.form), size);
}

QString EventText::bytes(std::string_view bytes)
{
    QString text;
    text.reserve(static_cast<qsizetype>(bytes.size()));
    while (!bytes.empty()) {
        const std::size_t length = characterLength(bytes);
        const QString character = QString::fromUtf8(
            bytes.data(), static_cast<qsizetype>(std::max<std::size_t>(length, 1)));
        const bool isShown =
            length > 1 || (length == 1 && character.front().isPrint()) || bytes.front() == '\n';
        if (isShown) {
            text += character;
        } else {
            text += QStringLiteral("\\x%1").arg(static_cast<unsigned char>(bytes.front()), 2, 16,
                                                QLatin1Char('0'));
        }
        bytes.remove_prefix(isShown ? length : 1);
    }
    return text;
}

QString EventText::time(base::Timestamp time, base::Timestamp now)
{
    const QDateTime local = localTime(time);
    const bool isToday = local.date() == localTime(now).date();
    return local.toString(isToday ? QStringLiteral("HH:mm:ss.zzz") : QStringLiteral("d MMM HH:mm"));
}

QString EventText::fullTime(base::Timestamp time)
{
    return QLocale().toString(localTime(time), QLocale::ShortFormat);
}

} // namespace berth::ui
