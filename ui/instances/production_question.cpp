// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/production_question.h"

#include <QCoreApplication>

namespace berth::ui {

namespace {

/// Context of the translations, since these are functions of no class.
class ProductionQuestion
{
    Q_DECLARE_TR_FUNCTIONS(ProductionQuestion)
};

using Q = ProductionQuestion;

QString titleForOne(Deed deed, const QString &name, const QString &connection)
{
    switch (deed) {
    case Deed::Start:
        return Q::tr("Start %1 on %2?").arg(name, connection);
    case Deed::Stop:
        return Q::tr("Stop %1 on %2?").arg(name, connection);
    case Deed::Restart:
        return Q::tr("Restart %1 on %2?").arg(name, connection);
    case Deed::Remove:
        return Q::tr("Delete %1 on %2?").arg(name, connection);
    default:
        return Q::tr("Change %1 on %2?").arg(name, connection);
    }
}

QString titleForSeveral(Deed deed, int count, const QString &connection)
{
    switch (deed) {
    case Deed::Start:
        return Q::tr("Start %n instance(s), also on %1?", nullptr, count).arg(connection);
    case Deed::Stop:
        return Q::tr("Stop %n instance(s), also on %1?", nullptr, count).arg(connection);
    case Deed::Restart:
        return Q::tr("Restart %n instance(s), also on %1?", nullptr, count).arg(connection);
    case Deed::Remove:
        return Q::tr("Delete %n instance(s), also on %1?", nullptr, count).arg(connection);
    default:
        return Q::tr("Change %n instance(s), also on %1?", nullptr, count).arg(connection);
    }
}

QString verb(Deed deed, const QString &connection)
{
    switch (deed) {
    case Deed::Start:
        return Q::tr("Start on %1").arg(connection);
    case Deed::Stop:
        return Q::tr("Stop on %1").arg(connection);
    case Deed::Restart:
        return Q::tr("Restart on %1").arg(connection);
    case Deed::Remove:
        return Q::tr("Delete on %1").arg(connection);
    default:
        return Q::tr("Save on %1").arg(connection);
    }
}

QString consequence(Deed deed)
{
    switch (deed) {
    case Deed::Stop:
        return Q::tr("Whoever uses it gets an error until it is started again.");
    case Deed::Restart:
        return Q::tr("Whoever uses it gets an error until it is up again.");
    case Deed::Remove:
        return Q::tr("Container and configuration are removed for everybody who uses it.");
    default:
        return {};
    }
}

} // namespace

ConfirmRequest productionQuestion(Deed deed, const QString &connection,
                                  const QStringList &instances)
{
    ConfirmRequest request;
    const int count = static_cast<int>(instances.size());
    request.title = count == 1 ? titleForOne(deed, instances.first(), connection)
                               : titleForSeveral(deed, count, connection);
    const QString mark = Q::tr("%1 is marked as production.").arg(connection);
    const QString more = consequence(deed);
    request.text = more.isEmpty() ? mark : Q::tr("%1 %2", "two sentences").arg(mark, more);
    if (count > 1) {
        request.text += QLatin1Char('\n') + instances.join(QStringLiteral(", "));
    }
    request.confirmText = verb(deed, connection);
    request.destructive = deed == Deed::Stop || deed == Deed::Restart || deed == Deed::Remove;
    return request;
}

ConfirmRequest productionCreateQuestion(const QString &connection, const QString &instance)
{
    return {Q::tr("Run %1 on %2?").arg(instance, connection),
            Q::tr("%1 is marked as production. A manager there makes the instance and starts it.")
                .arg(connection),
            Q::tr("Run on %1").arg(connection), false};
}

ConfirmRequest removalQuestion(const QStringList &instances, bool remote)
{
    ConfirmRequest request;
    const bool one = instances.size() == 1;
    request.title =
        one ? Q::tr("Delete %1?").arg(instances.first())
            : Q::tr("Delete %n instance(s)?", nullptr, static_cast<int>(instances.size()));
    if (remote) {
        request.text = Q::tr("The managers that run them are asked to remove container and "
                             "configuration. This is for everybody who uses them.");
    } else {
        request.text =
            one ? Q::tr("Its container, its configuration and its secrets are removed. Its "
                        "address stops answering. The image stays.")
                : Q::tr("Their containers, configurations and secrets are removed. Their addresses "
                        "stop answering. The images stay.");
    }
    request.confirmText = one ? Q::tr("Delete instance") : Q::tr("Delete instances");
    return request;
}

} // namespace berth::ui
