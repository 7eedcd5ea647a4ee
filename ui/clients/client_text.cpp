// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/clients/client_text.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace berth::ui {

QString ClientText::limits(const model::ClientLimits &limits,
                           const std::vector<engine::InstanceSnapshot> &instances)
{
    if (limits.isEverything()) {
        return tr("Everything");
    }
    QStringList names;
    for (const std::string &id : limits.instances) {
        const auto found = std::find_if(instances.begin(), instances.end(),
                                        [&id](const auto &view) { return view.instance.id == id; });
        names << QString::fromStdString(found == instances.end() ? id : found->instance.name);
    }
    for (const std::string &group : limits.groups) {
        names << QLatin1Char('@') + QString::fromStdString(group);
    }
    return names.join(QStringLiteral(", "));
}

QString ClientText::rate(const model::Client &client)
{
    if (!client.draft.rateLimit) {
        return {};
    }
    return *client.draft.rateLimit == 0
               ? tr("Any number of calls")
               : tr("%n call(s) a minute", nullptr, static_cast<int>(*client.draft.rateLimit));
}

QString ClientText::use(const model::Client &client, base::Timestamp now)
{
    if (client.revokedAt) {
        return tr("Revoked %1").arg(when(*client.revokedAt, now));
    }
    if (!client.lastUsedAt) {
        return tr("Never used");
    }
    const QString calls = tr("%n call(s)", nullptr, static_cast<int>(client.calls));
    return tr("Last used %1, %2").arg(when(*client.lastUsedAt, now), calls);
}

QString ClientText::when(base::Timestamp time, base::Timestamp now)
{
    using namespace std::chrono;
    const auto age = now - time;
    if (age < minutes(1)) {
        return tr("just now");
    }
    if (age < hours(1)) {
        return tr("%1 min ago").arg(duration_cast<minutes>(age).count());
    }
    if (age < hours(24)) {
        return tr("%1 h ago").arg(duration_cast<hours>(age).count());
    }
    const auto ms = duration_cast<milliseconds>(time.time_since_epoch()).count();
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms).date(),
                              QStringLiteral("d MMM yyyy"));
}

} // namespace berth::ui
