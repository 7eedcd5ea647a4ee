// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace berth::ui {

/// Something a person may want to do with an instance.
enum class Deed
{
    Start,
    Stop,
    Restart,
    Remove,
    Edit,
    ReadLog,
    ReadTools
};

/// Where instances run, as the engine's connections say, and what may be done there.
class Places final : public QObject
{
    Q_OBJECT
public:
    explicit Places(engine::EngineFacade &engine, QObject *parent = nullptr);

    /// There is more than this machine.
    bool areSeveral() const
    {
        return !m_connections.empty();
    }
    const std::vector<engine::ConnectionSnapshot> &connections() const
    {
        return m_connections;
    }
    /// Null for this machine and for a connection that is gone.
    const engine::ConnectionSnapshot *find(const std::string &connectionId) const;
    /// Those where a new instance can be asked for.
    std::vector<engine::ConnectionSnapshot> forNewInstances() const;

    /// "This machine" or the connection's name.
    static QString where(const engine::InstanceSnapshot &snapshot);
    /// Who runs it there, or for which connection this machine does; may be empty.
    static QString whereMore(const engine::InstanceSnapshot &snapshot);
    /// Why that cannot be done with the instance; empty when it can.
    QString refusal(const engine::InstanceSnapshot &snapshot, Deed deed) const;
    /// The connection's name when it is marked as production and so has to be asked for.
    std::optional<QString> production(const std::string &connectionId) const;
    /// "Asking the managers on staging…" while a command for the instance is under way; empty for
    /// instances of this machine, whose state says it.
    static QString waitingFor(const engine::InstanceSnapshot &snapshot);

Q_SIGNALS:
    void changed();

private:
    void read();

    engine::EngineFacade &m_engine;
    std::vector<engine::ConnectionSnapshot> m_connections;
};

} // namespace berth::ui
