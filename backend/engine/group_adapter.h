// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine_link.h"
#include "engine/facade/groups.h"

namespace berth::engine {

/// GroupCommands over a real engine's GroupDesk. Lives on the GUI thread.
class GroupAdapter final : public GroupCommands
{
public:
    explicit GroupAdapter(EngineLink &link)
        : m_link(link)
    {}

    void setGroups(std::vector<model::Group> groups)
    {
        m_groups = std::move(groups);
        Q_EMIT groupsChanged();
    }
    std::vector<model::Group> groups() const override
    {
        return m_groups;
    }
    QFuture<base::Status> saveGroup(model::Group group, bool isNew) override;
    QFuture<base::Status> removeGroup(std::string name) override;

private:
    EngineLink &m_link;
    std::vector<model::Group> m_groups;
};

} // namespace berth::engine
