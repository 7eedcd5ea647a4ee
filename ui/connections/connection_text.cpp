// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/connection_text.h"

#include <QLocale>

#include <algorithm>

namespace berth::ui {

using engine::ConnectionState;
using model::ConnectionMark;
using model::ConnectionRole;

QString ConnectionText::stateWord(const Snapshot &snapshot)
{
    switch (snapshot.state) {
    case ConnectionState::Off:
        return tr("Off");
    case ConnectionState::Connecting:
        return tr("Connecting");
    case ConnectionState::Connected:
        return tr("Connected");
    case ConnectionState::Lost:
        return tr("Lost");
    }
    return {};
}

QString ConnectionText::nextAttempt(const Snapshot &snapshot, base::Timestamp now)
{
    if (snapshot.state != ConnectionState::Lost || !snapshot.nextAttempt) {
        return {};
    }
    const auto left = std::chrono::ceil<std::chrono::seconds>(*snapshot.nextAttempt - now).count();
    return tr("Next attempt in %1 s").arg(std::max<qint64>(left, 1));
}

QString ConnectionText::stateLine(const Snapshot &snapshot, base::Timestamp now)
{
    const QString word = stateWord(snapshot);
    const QString next = nextAttempt(snapshot, now);
    return next.isEmpty() ? word : tr("%1. %2", "state, next attempt").arg(word, next);
}

Tone ConnectionText::stateTone(const Snapshot &snapshot)
{
    switch (snapshot.state) {
    case ConnectionState::Connected:
        return snapshot.problem.empty() ? Tone::Success : Tone::Warning;
    case ConnectionState::Connecting:
        return Tone::Info;
    case ConnectionState::Lost:
        return Tone::Danger;
    case ConnectionState::Off:
        break;
    }
    return Tone::Neutral;
}

QString ConnectionText::roleWord(ConnectionRole role)
{
    switch (role) {
    case ConnectionRole::Manager:
        return tr("Manager");
    case ConnectionRole::Console:
        return tr("Console");
    case ConnectionRole::Watch:
        break;
    }
    return tr("Watch");
}

QString ConnectionText::roleMeaning(ConnectionRole role)
{
    switch (role) {
    case ConnectionRole::Manager:
        return tr("This machine runs what the platform asks for, and says how it goes.");
    case ConnectionRole::Console:
        return tr("Shows what managers elsewhere run, and asks them to start, stop and delete.");
    case ConnectionRole::Watch:
        break;
    }
    return tr("Only listens. Nothing is ever published, so nothing can be changed there.");
}

QString ConnectionText::roleNote(ConnectionRole role)
{
    return roleWord(role).toLower();
}

QString ConnectionText::markWord(ConnectionMark mark)
{
    return mark == ConnectionMark::Production ? tr("Production") : tr("Development");
}

QString ConnectionText::markMeaning(ConnectionMark mark)
{
    return mark == ConnectionMark::Production ? tr("Berth asks before it changes anything there.")
                                              : tr("Changes are made without asking.");
}

Tone ConnectionText::markTone(ConnectionMark mark)
{
    return mark == ConnectionMark::Production ? Tone::Warning : Tone::Neutral;
}

QString ConnectionText::roundTrip(std::chrono::microseconds time)
{
    const double ms = static_cast<double>(time.count()) / 1000.0;
    return tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0));
}

QString ConnectionText::figures(const Snapshot &snapshot)
{
    const QString instances = tr("%n instance(s)", nullptr, snapshot.instances);
    if (snapshot.state != ConnectionState::Connected || !snapshot.roundTrip) {
        return instances;
    }
    return tr("%1, %2", "round trip, instances").arg(roundTrip(*snapshot.roundTrip), instances);
}

QString ConnectionText::removalText(const Snapshot &snapshot)
{
    if (snapshot.connection.role == ConnectionRole::Manager) {
        return tr("Instances that it brought to this machine are stopped and stay here, as this "
                  "machine's own. The Redis and the platform are not changed.");
    }
    return tr("Its %n instance(s) are not shown here any more. They go on where they run; the "
              "Redis is not changed.",
              nullptr, snapshot.instances);
}

QString ConnectionText::stepName(const std::string &name)
{
    if (name == "resolve") {
        return tr("Find the host");
    }
    if (name == "connect") {
        return tr("Connect");
    }
    if (name == "tls") {
        return tr("Encrypt (TLS)");
    }
    if (name == "authenticate") {
        return tr("Log in");
    }
    if (name == "subscribe") {
        return tr("Listen to events");
    }
    return name == "platform" ? tr("Ask the platform") : QString::fromStdString(name);
}

} // namespace berth::ui
