// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/isolation_text.h"

#include "model/secret_ref.h"
#include "ui/instances/instance_text.h"

#include <QStringList>

namespace berth::ui {

QString IsolationText::network(const std::string &network, model::Transport transport)
{
    if (network == "none" || (network.empty() && transport == model::Transport::Stdio)) {
        return tr("None, nothing can be reached");
    }
    if (network.empty() || network == "bridge") {
        return tr("Internet, reached from this machine only");
    }
    if (network == "host") {
        return tr("This machine's network, not fenced in");
    }
    return tr("Network %1").arg(QString::fromStdString(network));
}

QString IsolationText::limits(const model::Resources &resources)
{
    QStringList parts;
    if (resources.memoryLimit) {
        const auto bytes = model::parseMemory(*resources.memoryLimit);
        parts << tr("%1 memory")
                     .arg(bytes ? InstanceText::bytes(*bytes)
                                : QString::fromStdString(*resources.memoryLimit));
    }
    if (resources.cpuLimit) {
        parts << tr("%1 cores").arg(QString::fromStdString(*resources.cpuLimit));
    }
    if (resources.pidsLimit) {
        parts << tr("%1 processes").arg(*resources.pidsLimit);
    }
    return parts.isEmpty() ? tr("The defaults of the settings") : parts.join(tr(", "));
}

QString IsolationText::folders(const std::vector<model::Volume> &volumes)
{
    QStringList parts;
    for (const model::Volume &volume : volumes) {
        parts << tr("%1 at %2, %3")
                     .arg(QString::fromStdString(volume.source),
                          QString::fromStdString(volume.destination),
                          volume.readOnly ? tr("read only") : tr("read and write"));
    }
    return parts.join(QLatin1Char('\n'));
}

QString IsolationText::secrets(const model::Environment &environment)
{
    QStringList names;
    for (const auto &[name, value] : environment) {
        if (model::looksLikeSecretRef(value)) {
            names << QString::fromStdString(name);
        }
    }
    return names.join(tr(", "));
}

std::vector<IsolationText::Line> IsolationText::describe(const model::JsonSpec &spec)
{
    const model::DockerSpec *docker = spec.docker();
    if (docker == nullptr) {
        return {};
    }
    QString capabilities = tr("none, no new privileges");
    if (!docker->isolation.capAdd.empty()) {
        QStringList added;
        for (const std::string &name : docker->isolation.capAdd) {
            added << QString::fromStdString(name);
        }
        capabilities = tr("%1, no new privileges").arg(added.join(tr(", ")));
    }
    std::vector<Line> lines = {{tr("Network"), network(docker->network, docker->transport)},
                               {tr("Limits"), limits(docker->resources)},
                               {tr("Capabilities"), capabilities}};
    if (docker->isolation.readOnlyRoot) {
        lines.push_back({tr("Root folder"), tr("read only")});
    }
    if (!docker->volumes.empty()) {
        lines.push_back({tr("Folders"), folders(docker->volumes)});
    }
    if (const QString names = secrets(docker->environment); !names.isEmpty()) {
        lines.push_back({tr("Secrets"), tr("%1, from the keychain").arg(names)});
    }
    return lines;
}

} // namespace berth::ui
