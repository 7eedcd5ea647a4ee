// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/instance_text.h"

#include <QLocale>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace berth::ui {

using model::InstanceState;
using namespace Qt::Literals::StringLiterals;

namespace {

QString percent(double fraction)
{
    return QLocale().toString(std::floor(fraction * 100.0), 'f', 0);
}

/// Seconds until `then`, at least one: "in 0 s" would look stuck.
qint64 secondsUntil(base::Timestamp then, base::Timestamp now)
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(then - now).count();
    return std::max<qint64>(left, 1);
}

} // namespace

QString InstanceText::stateWord(const Snapshot &snapshot, base::Timestamp now)
{
    switch (snapshot.instance.state) {
    case InstanceState::Pending:
        return tr("Waiting");
    case InstanceState::Validating:
        return tr("Checking");
    case InstanceState::Pulling:
        return snapshot.progress && snapshot.progress->fraction
                   ? tr("Pulling, %1 %").arg(percent(*snapshot.progress->fraction))
                   : tr("Pulling");
    case InstanceState::Starting:
        return tr("Starting");
    case InstanceState::Running:
        return tr("Running");
    case InstanceState::Unhealthy:
        return tr("Unhealthy");
    case InstanceState::Stopping:
        return tr("Stopping");
    case InstanceState::Stopped:
        return tr("Stopped");
    case InstanceState::Failed:
        return tr("Failed");
    case InstanceState::Backoff:
        return snapshot.nextAttempt
                   ? tr("Trying again in %1 s").arg(secondsUntil(*snapshot.nextAttempt, now))
                   : tr("Trying again");
    }
    return {};
}

QString InstanceText::stateLine(const Snapshot &snapshot, base::Timestamp now)
{
    const QString word = stateWord(snapshot, now);
    const InstanceState state = snapshot.instance.state;
    const bool reasonHelps = state == InstanceState::Failed || state == InstanceState::Unhealthy ||
                             state == InstanceState::Backoff || state == InstanceState::Stopped;
    std::string why = reasonHelps ? snapshot.instance.reason : std::string();
    // A start that takes long says what it waits for.
    if (state == InstanceState::Starting && snapshot.progress) {
        why = snapshot.progress->detail;
    }
    return why.empty() ? word
                       : tr("%1: %2", "state: reason").arg(word, QString::fromStdString(why));
}

Tone InstanceText::stateTone(InstanceState state)
{
    switch (state) {
    case InstanceState::Running:
        return Tone::Success;
    case InstanceState::Unhealthy:
    case InstanceState::Backoff:
        return Tone::Warning;
    case InstanceState::Failed:
        return Tone::Danger;
    case InstanceState::Pending:
    case InstanceState::Stopped:
        return Tone::Neutral;
    case InstanceState::Validating:
    case InstanceState::Pulling:
    case InstanceState::Starting:
    case InstanceState::Stopping:
        return Tone::Info;
    }
    return Tone::Neutral;
}

QString InstanceText::source(const model::JsonSpec &spec)
{
    if (const auto *docker = spec.docker()) {
        return QString::fromStdString(docker->image);
    }
    return QUrl(QString::fromStdString(spec.url()->endpoint)).host();
}

QString InstanceText::transport(const model::JsonSpec &spec)
{
    const auto *docker = spec.docker();
    if (docker == nullptr) {
        return tr("remote");
    }
    switch (docker->transport) {
    case model::Transport::StreamableHttp:
        return tr("Streamable HTTP");
    case model::Transport::Sse:
        return tr("SSE");
    case model::Transport::Stdio:
        return tr("stdio");
    }
    return {};
}

QString InstanceText::subtitle(const model::Instance &instance)
{
    return tr("%1, %2", "image, transport").arg(source(instance.spec), transport(instance.spec));
}

QString InstanceText::listSubtitle(const model::Instance &instance)
{
    const auto *docker = instance.spec.docker();
    const bool usual = docker != nullptr && docker->transport == model::Transport::StreamableHttp;
    return usual ? source(instance.spec) : subtitle(instance);
}

QString InstanceText::duration(std::chrono::seconds span)
{
    const qint64 seconds = std::max<qint64>(span.count(), 0);
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    const qint64 days = hours / 24;
    if (days >= 10 || (days > 0 && hours % 24 == 0)) {
        return tr("%1 d").arg(days);
    }
    if (days > 0) {
        return tr("%1 d %2 h").arg(days).arg(hours % 24);
    }
    if (hours > 0) {
        return minutes % 60 == 0 ? tr("%1 h").arg(hours)
                                 : tr("%1 h %2 m").arg(hours).arg(minutes % 60);
    }
    return minutes > 0 ? tr("%1 m").arg(minutes) : tr("%1 s").arg(seconds);
}

namespace {

struct Unit
{
    double factor;
    const char *name;
};

/// Binary factors under the names people use for memory, as container tools do for "256m".
Unit unitFor(std::int64_t bytes)
{
    if (bytes >= 1024LL * 1024 * 1024) {
        return {1024.0 * 1024 * 1024, "GB"};
    }
    if (bytes >= 1024LL * 1024) {
        return {1024.0 * 1024, "MB"};
    }
    return bytes >= 1024 ? Unit{1024.0, "KB"} : Unit{1.0, "B"};
}

QString inUnit(std::int64_t bytes, const Unit &unit)
{
    const double value = static_cast<double>(bytes) / unit.factor;
    const bool wantsDecimal =
        unit.factor > 1024.0 * 1024 && value < 10 && value != std::floor(value);
    return QLocale().toString(value, 'f', wantsDecimal ? 1 : 0);
}

} // namespace

QString InstanceText::bytes(std::int64_t bytes)
{
    const Unit unit = unitFor(bytes);
    return u"%1 %2"_s.arg(inUnit(bytes, unit), QLatin1String(unit.name));
}

QString InstanceText::bytesOf(std::int64_t used, std::int64_t limit)
{
    if (limit <= 0) {
        return bytes(used);
    }
    const Unit unit = unitFor(limit);
    const Unit usedUnit = unitFor(used);
    const QString total = bytes(limit);
    if (usedUnit.factor != unit.factor) {
        return tr("%1 of %2").arg(bytes(used), total);
    }
    return tr("%1 of %2").arg(inUnit(used, unit), total);
}

QString InstanceText::cpuShare(double cores)
{
    const double share = cores * 100.0;
    return tr("%1 %").arg(QLocale().toString(share, 'f', share < 100 ? 1 : 0));
}

QString InstanceText::responseTime(std::chrono::microseconds time)
{
    const double milliseconds = static_cast<double>(time.count()) / 1000.0;
    if (milliseconds >= 1000) {
        return tr("%1 s").arg(QLocale().toString(milliseconds / 1000, 'f', 1));
    }
    return tr("%1 ms").arg(QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0));
}

std::chrono::seconds InstanceText::since(base::Timestamp start, base::Timestamp now)
{
    return std::chrono::duration_cast<std::chrono::seconds>(now - start);
}

InstanceGroup groupOf(InstanceState state)
{
    switch (state) {
    case InstanceState::Unhealthy:
    case InstanceState::Failed:
    case InstanceState::Backoff:
        return InstanceGroup::Attention;
    case InstanceState::Stopped:
    case InstanceState::Stopping:
        return InstanceGroup::Stopped;
    default:
        return InstanceGroup::Running;
    }
}

bool canStop(InstanceState state)
{
    return state != InstanceState::Stopped && state != InstanceState::Stopping &&
           state != InstanceState::Failed;
}

bool canStart(InstanceState state)
{
    return state == InstanceState::Stopped || state == InstanceState::Failed ||
           state == InstanceState::Backoff;
}

bool isStarting(InstanceState state)
{
    return state == InstanceState::Pending || state == InstanceState::Validating ||
           state == InstanceState::Pulling || state == InstanceState::Starting;
}

} // namespace berth::ui
